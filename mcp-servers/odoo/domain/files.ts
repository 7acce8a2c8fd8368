import { z } from 'zod';
import type { Odoo, OdooCallOptions, OdooRecord } from '#adapters/odoo/port.ts';
import { optionalText } from '../values.ts';
import type { ModelFields } from './model-fields.ts';

/** A file as tools show one; what it holds is read as the resource `uri`. */
export const fileSchema = z.object({
  uri: z.string(),
  name: z.string(),
  mime_type: z.string().nullable().describe('null where Odoo does not tell'),
  size: z.int().nullable().describe('bytes; about, for a picture that Odoo scales'),
});

export type ShownFile = z.output<typeof fileSchema>;

/** Kind and size of files in fields, by `id/field`. */
export type FileFacts = ReadonlyMap<string, { mime_type: string | null; size: number }>;

const storedFile = z.object({
  res_id: z.int(),
  res_field: z.string(),
  mimetype: optionalText,
  file_size: z.int(),
});

/** What Odoo knows of the files that these records hold in binary fields. Asks only if there are any. */
export async function readFileFacts(
  odoo: Pick<Odoo, 'searchRead'>,
  { model, fields }: { model: string; fields: ModelFields },
  records: readonly OdooRecord[],
  options: OdooCallOptions,
): Promise<FileFacts> {
  const withFiles = Object.keys(records[0] ?? {}).filter(
    (name) => fields[name]?.type === 'binary' && records.some((record) => record[name]),
  );
  if (withFiles.length === 0) return new Map();
  const found = await odoo.searchRead(
    'ir.attachment',
    {
      domain: [
        ['res_model', '=', model],
        ['res_id', 'in', records.map(({ id }) => id)],
        ['res_field', 'in', withFiles],
      ],
      fields: Object.keys(storedFile.shape),
      limit: records.length * withFiles.length,
    },
    options,
  );
  const files = z.array(storedFile).parse(found);
  return new Map(
    files.map((file) => [
      `${file.res_id}/${file.res_field}`,
      { mime_type: file.mimetype, size: file.file_size },
    ]),
  );
}

/**
 * The file in a field of a record.
 *
 * @param size as Odoo tells it in place of the file, for example `1.50 Kb`
 */
export function fileOfField(
  { model, id, field }: { model: string; id: number; field: string },
  size: unknown,
  facts: FileFacts = new Map(),
): ShownFile {
  const known = facts.get(`${id}/${field}`);
  return {
    uri: `odoo://files/${model}/${id}/${field}`,
    name: `${model}-${id}-${field}`,
    mime_type: known?.mime_type ?? null,
    size: known?.size ?? bytesOf(size),
  };
}

const units = ['bytes', 'kb', 'mb', 'gb'];

function bytesOf(size: unknown): number | null {
  const [, number, unit = ''] = /^([\d.]+) *(\w+)$/.exec(String(size)) ?? [];
  const exponent = units.indexOf(unit.toLowerCase());
  return number === undefined || exponent === -1 ? null : Math.round(Number(number) * 1_024 ** exponent);
}
