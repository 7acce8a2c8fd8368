import type { ModelUsage } from '../spending/model-usage.ts';

/** A file that a customer has sent. */
export interface SentFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** MIME type. */
  type: string;
}

/** What is in a file, and what it took to find out. */
export interface Sensed {
  /** Empty where there are none. */
  words: string;
  /** Undefined where the provider does not tell. */
  usage?: ModelUsage | undefined;
}

/** How files become words. Each is undefined where it is not set up. */
export interface Senses {
  /** The words of a voice message. */
  hear: ((recording: SentFile, signal: AbortSignal) => Promise<Sensed>) | undefined;
  /** What is to be seen in a picture, in a sentence or two. */
  see: ((picture: SentFile, signal: AbortSignal) => Promise<Sensed>) | undefined;
}
