/** A file of a form. */
export interface FormFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** A form with files, its fields named and nested as Rails does: `content_attributes[key]`, `attachments[]`. */
export async function readForm(
  body: Buffer,
  contentType: string,
): Promise<{ body: Record<string, unknown>; files: FormFile[] }> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  const fields: Record<string, unknown> = {};
  const files: FormFile[] = [];
  for (const [name, value] of form) {
    if (typeof value !== 'string')
      files.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
    else setNested(fields, name, value);
  }
  return { body: fields, files };
}

function setNested(fields: Record<string, unknown>, name: string, value: string): void {
  const [, outer = name, inner] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name) ?? [];
  if (inner === undefined) fields[outer] = value;
  else fields[outer] = { ...(fields[outer] as object | undefined), [inner]: value };
}
