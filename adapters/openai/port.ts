/** Turns texts into vectors in which near means similar. */
export interface Embedder {
  /** Name of the embedding model; vectors of different models must not be mixed. */
  model: string;
  /** Length of every vector. */
  dimensions: number;
  /**
   * One vector for each text, in the same order.
   *
   * @throws UpstreamError, LimitError, AccessError, NotFoundError or InputError, as the provider fails.
   */
  embed(texts: string[], signal: AbortSignal): Promise<number[][]>;
}

/** A recording, as a channel sent it. */
export interface Recording {
  bytes: Uint8Array<ArrayBuffer>;
  /** MIME type; providers tell the format by the name that follows from it. */
  type: string;
}

/** What was said in a recording, and what the provider bills for it. */
export interface Transcript {
  /** In whatever language; empty where there are no words. */
  text: string;
  /** Undefined where the provider does not tell. By time there are no tokens. */
  usage?: { inputTokens: number; outputTokens: number; seconds?: number } | undefined;
}

/** Turns speech into text. */
export interface Transcriber {
  /** The model's name, by which it is billed. */
  readonly model: string;
  /**
   * The words of a recording.
   *
   * @throws UpstreamError, LimitError, AccessError, NotFoundError or InputError, as the provider fails.
   */
  transcribe(recording: Recording, signal: AbortSignal): Promise<Transcript>;
}

/** Where a model is and how long to wait for it. */
export interface ModelSettings {
  apiKey: string;
  /** Ends in `/v1`; OpenAI itself by default. */
  baseUrl?: string;
  model: string;
  /** Longest wait for one answer, all retries and the whole stream included. */
  timeoutSeconds: number;
  /** How often a failed call is repeated; 2 by default. */
  retries?: number;
}
