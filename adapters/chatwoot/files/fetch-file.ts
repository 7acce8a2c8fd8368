import type { LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { InputError, LimitError, ProjectError, UpstreamError } from '#errors/errors.ts';
import type { OutgoingFile } from '../port.ts';
import { publicAddresses } from './public-address.ts';

export interface FetchFileSettings {
  /** 10 MB by default. */
  maxBytes?: number;
  /** 15 s by default. */
  timeoutMs?: number;
  /** Which addresses a host may have; the public ones by default. */
  addressesOf?: (hostname: string) => Promise<LookupAddress[]>;
}

/**
 * Fetches a file that is to be sent to a customer. The connection goes to the very address that was checked,
 * and redirects are not followed.
 *
 * @throws InputError or AccessError when the address is of no use; LimitError when the file is too large;
 * UpstreamError when it does not come.
 */
export async function fetchFile(
  address: string,
  signal: AbortSignal,
  settings: FetchFileSettings = {},
): Promise<OutgoingFile> {
  const { maxBytes = 10_000_000, timeoutMs = 15_000, addressesOf = publicAddresses } = settings;
  const url = URL.parse(address);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
    throw new InputError('The file needs an address that begins with https:// and holds no password.');
  const addresses = await addressesOf(url.hostname);
  const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await open(url, addresses, ending);
    if (response.statusCode !== 200) {
      response.destroy();
      throw new InputError(`The address of the file answers with status ${response.statusCode}.`);
    }
    const bytes = await readBounded(response, maxBytes);
    return { name: nameIn(url), type: typeOf(response), bytes };
  } catch (error) {
    if (error instanceof ProjectError) throw error;
    throw new UpstreamError('The file could not be fetched.', {
      code: 'file_not_fetched',
      cause: error,
      fix: 'Check the address, or try again in a moment.',
    });
  }
}

function open(url: URL, addresses: LookupAddress[], signal: AbortSignal): Promise<IncomingMessage> {
  const [first] = addresses;
  const lookup: LookupFunction = (_hostname, { all }, answer) =>
    all ? answer(null, addresses) : answer(null, first?.address ?? '', first?.family);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    send(url, { lookup, signal, agent: false }, resolve).on('error', reject).end();
  });
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new LimitError(`The file is larger than ${maxBytes / 1_000_000} MB.`, { retryable: false });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** The last part of the path, as a customer will see it. */
function nameIn({ pathname }: URL): string {
  const last = pathname.split('/').at(-1) || 'arquivo';
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a lone % is allowed in an address
  }
}

const typeOf = ({ headers }: IncomingMessage) =>
  headers['content-type']?.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream';
