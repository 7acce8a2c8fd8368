import type { Chatwoot, OutgoingFile } from '#adapters/chatwoot/port.ts';

/** What the tools of mcp-chatwoot use. */
export interface ChatwootServices {
  chatwoot: Chatwoot;
  /** What one answer may hold. */
  answerTokens: number;
  /** Fetches a file from a public address. */
  fetchFile(url: string, signal: AbortSignal): Promise<OutgoingFile>;
}
