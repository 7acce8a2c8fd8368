import { binary, boolean, char, integer, selection, text } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';

/** How a file begins, in hexadecimal, and what kind of file that is. */
const beginnings: readonly [hex: string, mimetype: string][] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
  ['25504446', 'application/pdf'],
];

const extensions: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  txt: 'text/plain',
};

/** Files: those that people attach to records and, with `res_field`, those that fields hold. */
export const attachmentModel: ModelDefinition = {
  model: 'ir.attachment',
  description: 'Attachment',
  order: 'id desc',
  hidesUnlessMentioned: ['res_field', 'id'],
  fields: {
    name: char('Name', { required: true }),
    description: text('Description'),
    res_model: char('Resource Model'),
    res_field: char('Resource Field'),
    res_id: integer('Resource ID'),
    type: selection({ url: 'URL', binary: 'File' }, 'Type', { required: true, default: 'binary' }),
    url: char('Url'),
    public: boolean('Is public document'),
    access_token: char('Access Token', { readonly: true }),
    datas: binary('File Content (base64)'),
    mimetype: char('Mime Type', { readonly: true, compute: mimetypeOf }),
    file_size: integer('File Size', { readonly: true, compute: (file) => contentOf(file).length }),
  },
};

function contentOf(file: OdooRecord): Buffer {
  return Buffer.from(file.text('datas'), 'base64');
}

function mimetypeOf(file: OdooRecord): string {
  const extension = /\.(\w+)$/.exec(file.text('name'))?.[1]?.toLowerCase() ?? '';
  const start = contentOf(file).subarray(0, 8).toString('hex');
  const byContent = beginnings.find(([hex]) => start.startsWith(hex))?.[1];
  return extensions[extension] ?? byContent ?? 'application/octet-stream';
}
