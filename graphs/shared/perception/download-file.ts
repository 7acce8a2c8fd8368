import { setTimeout as sleep } from 'node:timers/promises';
import { InputError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import type { SentFile } from './senses.ts';

const largestBytes = 20 * 1_024 * 1_024;
const timeoutMs = 20_000;
/** Chatwoot tells of a message before its file has arrived in the storage. */
const attempts = 4;

/**
 * Fetches a file that a customer has sent.
 *
 * @param from Where such files are: addresses elsewhere are refused, as a message must not make this process read
 *   from any address it likes. The storage that this one redirects to is its own affair.
 * @throws InputError for another address or a file that is too large; NotFoundError for one that does not come;
 *   UpstreamError.
 */
export async function downloadFile(
  url: string,
  { from, signal, waitMs = 1_000 }: { from: string; signal: AbortSignal; waitMs?: number },
): Promise<SentFile> {
  if (!URL.canParse(url) || new URL(url).origin !== new URL(from).origin) {
    throw new InputError('The file is not where files of this channel are.', { code: 'file_elsewhere' });
  }
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  for (let attempt = 1; ; attempt += 1) {
    const response = await get(url, deadline);
    if (response.ok) return read(response);
    await response.body?.cancel();
    if (attempt === attempts) throw new NotFoundError(`The file did not come (${response.status}).`);
    await sleep(waitMs * attempt, undefined, { signal: deadline });
  }
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal });
  } catch (error) {
    throw new UpstreamError('The file cannot be fetched.', { code: 'file_unavailable', cause: error });
  }
}

/** Stops at the limit, whatever the sender has said about the length. */
async function read(response: Response): Promise<SentFile> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > largestBytes) throw new InputError('The file is too large.', { code: 'file_too_large' });
    parts.push(part);
  }
  return { bytes: new Uint8Array(Buffer.concat(parts)), type: response.headers.get('content-type') ?? '' };
}
