import type { ToolDefinition } from '../../kit/define-tool.ts';
import { fileSchema, type ShownFile } from '../domain/files.ts';

/** What a tool shows a model. */
type Content = ReturnType<NonNullable<ToolDefinition<unknown>['content']>>;

const mostLinks = 20;

/** An answer as JSON, and a link to each file in its `records` or `attachments`. */
export function withFileLinks(output: Record<string, unknown>): Content {
  const links = listsOf(output).flatMap(filesIn).slice(0, mostLinks).map(linkTo);
  return [{ type: 'text', text: JSON.stringify(output) }, ...links];
}

function listsOf({ records, attachments }: Record<string, unknown>): unknown[] {
  return [records, attachments].flatMap((list) => (Array.isArray(list) ? list : []));
}

/** The files of a record: itself, or the values of its fields. */
function filesIn(record: unknown): ShownFile[] {
  const candidates: unknown[] =
    typeof record === 'object' && record ? [record, ...Object.values(record)] : [];
  return candidates.flatMap((value) => {
    // Asked first, as almost no value is a file and a failed parse costs ten times as much.
    if (typeof value !== 'object' || value === null || !('uri' in value)) return [];
    const file = fileSchema.safeParse(value);
    return file.success && file.data.uri.startsWith('odoo://') ? [file.data] : [];
  });
}

function linkTo({ uri, name, mime_type, size }: ShownFile): Content[number] {
  return {
    type: 'resource_link',
    uri,
    name,
    ...(mime_type ? { mimeType: mime_type } : {}),
    ...(size === null ? {} : { size }),
  };
}
