import type { OdooRecord } from '#adapters/odoo/port.ts';
import { showTime } from '../context/show-time.ts';
import { type FileFacts, fileOfField } from './files.ts';
import { htmlToText } from './html-to-text.ts';
import type { ModelFields } from './model-fields.ts';

const longestText = 2_000;
const longestList = 50;

/** How records are shown. */
export interface View {
  model: string;
  fields: ModelFields;
  /** Shows times by this clock too. */
  timeZone?: string | undefined;
  /** What is known of the files in the records. */
  files?: FileFacts | undefined;
}

/**
 * A record for a model's eyes: nothing is null instead of false, long texts and lists are cut, HTML is text,
 * a file is the address of the resource that holds it.
 */
export function presentRecord(record: OdooRecord, view: View): Record<string, unknown> {
  const shown = Object.entries(record).map(([name, value]) => [
    name,
    presentField(name, value, record, view),
  ]);
  return Object.fromEntries(shown);
}

function presentField(
  name: string,
  value: unknown,
  record: OdooRecord,
  { model, fields, timeZone, files }: View,
) {
  const type = fields[name]?.type;
  if (type === 'boolean') return value;
  if (value === false) return null;
  if (type === 'binary') return fileOfField({ model, id: record.id, field: name }, value, files);
  if (type === 'datetime' && timeZone)
    return showTime(Date.parse(`${String(value).replace(' ', 'T')}Z`), timeZone);
  if (type === 'html') return cut(htmlToText(String(value)));
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value) && value.length > longestList) {
    return { count: value.length, first: value.slice(0, longestList) };
  }
  return value;
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** Files are asked for by their size only; what they hold is read as a resource. */
export const sizesOfFiles = { bin_size: true } as const;
