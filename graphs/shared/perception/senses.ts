/** A file that a customer has sent. */
export interface SentFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** MIME type. */
  type: string;
}

/** How files become words. Each is undefined where it is not set up. */
export interface Senses {
  /** The words of a voice message. */
  hear: ((recording: SentFile, signal: AbortSignal) => Promise<string>) | undefined;
  /** What is to be seen in a picture, in a sentence or two. */
  see: ((picture: SentFile, signal: AbortSignal) => Promise<string>) | undefined;
}
