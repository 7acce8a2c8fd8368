import type { Chatwoot } from '#adapters/chatwoot/port.ts';

/** What the tools of mcp-chatwoot use. */
export interface ChatwootServices {
  chatwoot: Chatwoot;
  /** What one answer may hold. */
  answerTokens: number;
}
