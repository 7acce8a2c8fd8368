import { expect, test } from 'vitest';
import { makeEncryptedPdf, makePdf, makePdfBomb } from '../testing/make-pdf.ts';
import { readPdf } from './read-pdf.ts';

const noSignal = new AbortController().signal;
const read = (bytes: Uint8Array) => readPdf(bytes, noSignal);

test('gives the text of all pages, with accents', async () => {
  const text = await read(makePdf(['Garantia de 12 meses.\nFale com a loja.', 'Devolução em 7 dias.']));
  expect(text).toBe('Garantia de 12 meses.\nFale com a loja.\n\nDevolução em 7 dias.');
});

test('joins words that the end of a line cut', async () => {
  expect(await read(makePdf(['Direito de devolu-\nção e bem-\nVindo']))).toBe(
    'Direito de devolução e bem-\nVindo',
  );
});

test.each<[string, Uint8Array, string]>([
  ['with a password', makeEncryptedPdf(), 'pdf_encrypted'],
  ['that is none', Buffer.from('Isto é só um texto.'), 'pdf_broken'],
  ['of nothing', new Uint8Array(), 'pdf_broken'],
  ['cut off', makePdf(['Garantia', 'Troca']).subarray(0, 300), 'pdf_broken'],
  ['without text', makePdf(['', '']), 'pdf_no_text'],
  ['of too many pages', makePdf(Array.from({ length: 301 }, () => 'x')), 'pdf_too_many_pages'],
])('one %s is refused with the reason and what to do', async (_what, bytes, code) => {
  await expect(read(bytes)).rejects.toMatchObject({ code, retryable: false, fix: expect.any(String) });
});

test('one that takes too long is given up, and the process goes on meanwhile', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const endless = makePdf(Array.from({ length: 300 }, (_, page) => `Página ${page}\n`.repeat(40)));
  await expect(readPdf(endless, noSignal, 20)).rejects.toMatchObject({ code: 'pdf_too_costly' });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});

test('one that unpacks to more than the memory for it is given up', async () => {
  const bomb = makePdfBomb(600);
  expect(bomb.length).toBeLessThan(3_000_000);
  await expect(read(bomb)).rejects.toMatchObject({ code: 'pdf_too_costly' });
}, 30_000);

test('a caller who leaves ends it', async () => {
  const reason = new DOMException('The caller left.', 'AbortError');
  await expect(readPdf(makePdf(['x']), AbortSignal.abort(reason))).rejects.toBe(reason);
  const caller = new AbortController();
  const reading = readPdf(makePdf(['x']), caller.signal);
  caller.abort(reason);
  await expect(reading).rejects.toBe(reason);
});
