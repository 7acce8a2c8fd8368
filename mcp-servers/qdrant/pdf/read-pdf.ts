import { Worker } from 'node:worker_threads';
import { InputError, UpstreamError } from '#errors/errors.ts';
import { mostPages, type PdfOutcome, type PdfProblem } from './pdf-outcome.ts';

const readingTimeoutMs = 30_000;
/** A file of a megabyte can hold streams that unpack to gigabytes. */
const mostMemoryBytes = 256 * 1_024 * 1_024;
const memoryCheckMs = 50;

const problems: Record<PdfProblem, [message: string, fix: string]> = {
  encrypted: ['is protected by a password', 'Send it without its password, or send its text.'],
  broken: ['is no PDF, or a broken one', 'Save it again as PDF and send the whole file in base64.'],
  too_many_pages: [`has more than ${mostPages} pages`, 'Split it, and send its parts as documents.'],
  no_text: ['holds no text, as scans do', 'Recognise its text first (OCR), or send its text.'],
  too_costly: [
    'takes more time or memory than a document may',
    'Send its text instead, or a simpler export of it.',
  ],
};

/**
 * The text of a PDF, page after page. It is read in a thread of its own, because a hostile file can take any
 * time and memory, and no time-out reaches code that computes.
 * @throws InputError for what cannot be read, with the reason; the reason of `signal` when it is aborted.
 */
export async function readPdf(
  bytes: Uint8Array,
  signal: AbortSignal,
  timeoutMs = readingTimeoutMs,
): Promise<string> {
  signal.throwIfAborted();
  const outcome = await readInThread(bytes, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
  signal.throwIfAborted();
  if ('text' in outcome) return outcome.text;
  const [message, fix] = problems[outcome.problem];
  throw new InputError(`The PDF ${message}.`, { code: `pdf_${outcome.problem}`, fix });
}

async function readInThread(bytes: Uint8Array, stop: AbortSignal): Promise<PdfOutcome> {
  const worker = new Worker(new URL('./pdf-thread.ts', import.meta.url), { workerData: bytes });
  let memoryWatch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<PdfOutcome>((resolve, reject) => {
      const giveUp = () => resolve({ problem: 'too_costly' });
      stop.addEventListener('abort', giveUp, { once: true });
      // Node's own limits of a thread leave buffers out, and what a stream unpacks to is one.
      const most = process.memoryUsage.rss() + mostMemoryBytes;
      memoryWatch = setInterval(() => process.memoryUsage.rss() > most && giveUp(), memoryCheckMs);
      worker.once('message', resolve);
      worker.once('error', (cause) => {
        reject(new UpstreamError('The PDF reader failed.', { code: 'pdf_reader_failed', cause }));
      });
    });
  } finally {
    clearInterval(memoryWatch);
    await worker.terminate();
  }
}
