import type { SinceVersion } from '../version/is-since.ts';

/** One request to Chatwoot, as an operation describes it. */
export interface ChatwootRequest {
  /** The operation's name, for errors. */
  operation: string;
  /** What it is about, for errors: `conversation 12`. */
  subject: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below `/api/v1/accounts/{account}` (a public one: from the root), with its query. */
  path: string;
  /** Sent as JSON; a form as it is. */
  body?: object | FormData;
  /** Whose token serves: none is needed, a bot's, a bot's from a version such as `4.12` on, or only a user's. */
  access: 'public' | 'bots' | 'users' | SinceVersion;
  /** `read`: may be sent again. `repeatable`: doing it twice is the same as once. `once`: doing it twice shows. */
  effect: 'read' | 'repeatable' | 'once';
  signal?: AbortSignal | undefined;
}
