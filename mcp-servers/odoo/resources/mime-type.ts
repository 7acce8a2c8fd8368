/** How the usual kinds of files begin, in hexadecimal. */
const beginnings: readonly [hex: string, mimeType: string][] = [
  ['89504e47', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
  ['25504446', 'application/pdf'],
  ['504b0304', 'application/zip'],
];

/** The kind of a file in base64, by its first bytes: Odoo does not keep it. */
export function mimeTypeOf(base64: string): string {
  const start = Buffer.from(base64.slice(0, 400), 'base64');
  const known = beginnings.find(([hex]) => start.toString('hex').startsWith(hex));
  if (known) return known[1];
  if (start.toString('latin1', 0, 4) === 'RIFF' && start.toString('latin1', 8, 12) === 'WEBP') {
    return 'image/webp';
  }
  return /^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(start.toString('utf8'))
    ? 'image/svg+xml'
    : 'application/octet-stream';
}
