import { deflateSync } from 'node:zlib';

/** A small PDF of these pages, as an office program would write it. */
export function makePdf(pages: string[], { trailer = '' } = {}): Buffer {
  const kids = pages.map((_, page) => `${4 + 2 * page} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, index) => [
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ' +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
      streamOf(page),
    ]),
  ];
  return fileOf(objects, trailer);
}

/** One that asks for a password. */
export function makeEncryptedPdf(): Buffer {
  const key = '(abcdefghijklmnopqrstuvwxyz012345)';
  const id = '(aaaaaaaaaaaaaaaa)';
  return makePdf(['Segredo'], {
    trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 /O ${key} /U ${key} /P -44 >> /ID [${id} ${id}]`,
  });
}

/** A small file with a page that unpacks to this many megabytes. */
export function makePdfBomb(megabytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(megabytes * 1_000_000, ' ')).toString('latin1');
  return fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
    `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`,
  ]);
}

/** The objects with the table of their places in bytes. */
function fileOf(objects: string[], trailer = ''): Buffer {
  let body = '%PDF-1.4\n';
  const entries = objects.map((object, index) => {
    const place = String(body.length).padStart(10, '0');
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${place} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}`;
  const end = `trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + end, 'latin1');
}

function streamOf(page: string): string {
  const lines = page
    .split('\n')
    .map((line, row) => `BT /F1 12 Tf 72 ${770 - row * 16} Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`)
    .join('\n');
  return `<< /Length ${lines.length} >>\nstream\n${lines}\nendstream`;
}
