import { expect, test } from 'vitest';
import { mimeTypeOf } from './mime-type.ts';

const base64 = (bytes: string | number[]) =>
  (typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes)).toString('base64');

test.each([
  [base64([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'image/png'],
  [base64([0xff, 0xd8, 0xff, 0xe0, 0x00]), 'image/jpeg'],
  [base64('GIF89a…'), 'image/gif'],
  [base64('RIFF1234WEBPVP8 '), 'image/webp'],
  [base64('RIFF1234WAVEfmt '), 'application/octet-stream'],
  [base64('%PDF-1.7'), 'application/pdf'],
  [base64('PK\u0003\u0004'), 'application/zip'],
  [base64('<svg xmlns="http://www.w3.org/2000/svg">'), 'image/svg+xml'],
  [base64('<?xml version="1.0"?>\n<svg>'), 'image/svg+xml'],
  [base64('<svgx>'), 'application/octet-stream'],
  [base64('hello'), 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%s is %s', (file, mimeType) => {
  expect(mimeTypeOf(file)).toBe(mimeType);
});
