import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { eventStreamReader } from './event-stream.ts';
import { type AnnouncementListener, announcementSchema } from './link.ts';

export interface AnnouncementReaderOptions {
  url: URL;
  headers(): Promise<Record<string, string>>;
  onAnnouncement: AnnouncementListener;
}

const againMs = 2_000;
const longestEvent = 100_000;

/**
 * Keeps a stream open on which a server tells what happens outside of any request. It only saves time, so it fails
 * silently: a stream that ends is opened anew, one that the server refuses (it has none) is not.
 *
 * @returns what ends it.
 */
export function readAnnouncements({ url, headers, onAnnouncement }: AnnouncementReaderOptions): () => void {
  const stopped = new AbortController();
  const openAgain = () => {
    if (!stopped.signal.aborted) setTimeout(open, againMs).unref();
  };

  const open = async () => {
    try {
      const given = { ...(await headers()), accept: 'text/event-stream' };
      const get = url.protocol === 'https:' ? getHttps : getHttp;
      const request = get(url, { headers: given, signal: stopped.signal }, (response) => {
        if (isStream(response)) readStream(response, onAnnouncement, openAgain);
        else response.destroy();
      });
      request.on('error', openAgain);
    } catch {
      openAgain(); // no token could be had just now
    }
  };
  void open();
  return () => stopped.abort();
}

function isStream({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 200 && (headers['content-type']?.startsWith('text/event-stream') ?? false);
}

function readStream(
  response: IncomingMessage,
  onAnnouncement: AnnouncementListener,
  onEnd: () => void,
): void {
  const read = eventStreamReader((data) => {
    if (data.length > longestEvent) return;
    const announcement = announcementSchema.safeParse(parsed(data));
    if (announcement.success) onAnnouncement(announcement.data.method, announcement.data.params);
  });
  response.setEncoding('utf8').on('data', read);
  response.on('error', () => undefined); // its close follows
  response.on('close', onEnd);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined; // no announcement
  }
}
