import { z } from 'zod';
import type { Principal } from '#identity/principal.ts';
import type { Progress } from './sdk.ts';

/** The side that asks, as far as a server may speak with it before the answer is there. */
export interface LinkCaller {
  /** Asks the server to tell its progress. */
  wantsProgress: boolean;
  onProgress(progress: Progress): void;
  /** Any other notification, such as `notifications/message`. */
  onNotification(method: string, params: Record<string, unknown>): void;
  /** A question of the server (`elicitation/create`, `sampling/createMessage`) and its answer. */
  onQuestion(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** What a server says outside of any request. */
export const announcementSchema = z.object({
  method: z.string().startsWith('notifications/'),
  params: z.record(z.string(), z.unknown()).default({}),
});

export type AnnouncementListener = (method: string, params: Record<string, unknown>) => void;

export interface LinkRequest {
  /** For example `tools/call`. */
  method: string;
  params?: Record<string, unknown>;
  /** On whose behalf; decides what the request shows the server as proof. */
  principal: Principal;
  /** Whether it may change something: a lost answer is then told as an unknown outcome. */
  writes: boolean;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
  caller?: LinkCaller | undefined;
}

/**
 * The way from a gateway to one MCP server. It opens itself at the first request, any number of principals share
 * it, and a server that restarted is met again.
 */
export interface McpLink {
  /**
   * The result, checked for JSON-RPC's own form only.
   *
   * @throws UpstreamError (`server_unavailable`, `timeout`, `upstream_refused`, …), OutcomeUnknownError when a
   *   write's answer never came, InputError when the server knows no such thing, LimitError when the answer is
   *   too large.
   */
  request(request: LinkRequest): Promise<Record<string, unknown>>;
  /** What the server said that it has: `tools`, `resources`, `prompts`, `completions`, … */
  capabilities(principal: Principal): Promise<Record<string, unknown>>;
  /** Told what the server says outside of any request, where it can: that a list or a resource has changed. */
  onAnnouncement(listener: AnnouncementListener): void;
  close(): Promise<void>;
}
