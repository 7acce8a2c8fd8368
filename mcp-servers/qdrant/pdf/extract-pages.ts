import { extractText, getDocumentProxy } from 'unpdf';
import { mostPages, type PdfOutcome } from './pdf-outcome.ts';

/** Reads a PDF; says why where it cannot. */
export async function extractPages(bytes: Uint8Array): Promise<PdfOutcome> {
  try {
    // Silent: the library would warn on the console, which belongs to the protocol over stdio.
    const document = await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false });
    if (document.numPages > mostPages) return { problem: 'too_many_pages' };
    const { text: pages } = await extractText(document);
    const text = pages.map(joinWords).filter(Boolean).join('\n\n');
    return text === '' ? { problem: 'no_text' } : { text };
  } catch (error) {
    const isEncrypted = error instanceof Error && error.name === 'PasswordException';
    return { problem: isEncrypted ? 'encrypted' : 'broken' }; // told to the caller
  }
}

/** Words that the end of a line cut in two: `devolu-` and `ção`. */
function joinWords(page: string): string {
  return page.replace(/(\p{L})-\n(?=\p{Ll})/gu, '$1').trim();
}
