import type { Document } from '#adapters/qdrant/port.ts';
import { InputError } from '#errors/errors.ts';
import { cleanText } from './clean-text.ts';
import type { GivenDocument } from './document-schema.ts';
import { readPdf } from './pdf/read-pdf.ts';
import { plainText } from './plain-text.ts';

/** Of about 400 pages; a longer one is rather several documents. */
const longestText = 800_000;

/**
 * A given document as it is stored: its text without the marks of its format.
 * @throws InputError for a PDF that cannot be read, naming the document.
 */
export async function readDocument(
  { format, text, pdf, ...rest }: GivenDocument,
  signal: AbortSignal,
): Promise<Document> {
  const plain = pdf === undefined ? plainText(text ?? '', format) : await textOfPdf(rest.id, pdf, signal);
  return { ...rest, text: cleanText(plain) };
}

async function textOfPdf(id: string, pdf: string, signal: AbortSignal): Promise<string> {
  try {
    const text = await readPdf(Buffer.from(pdf, 'base64'), signal);
    if (text.length <= longestText) return text;
    throw new InputError(`The PDF has ${text.length} characters; at most ${longestText} fit a document.`, {
      code: 'pdf_too_long',
      fix: 'Split it, and send its parts as documents.',
    });
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    const { code, fix } = cause;
    throw new InputError(`Document ${id}: ${cause.message}`, { code, cause, ...(fix ? { fix } : {}) });
  }
}
