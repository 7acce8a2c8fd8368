import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { AccessError, ConfigError, ProjectError } from '#errors/errors.ts';
import { type Answer, connectionFailed, exchange } from './exchange.ts';
import { notAnswered, refused } from './failure.ts';
import type { ChatwootRequest } from './request.ts';

export interface ChatwootSettings {
  /** `https://chatwoot.example`, without a path. */
  url: string;
  accountId: number;
  /** Of the agent bot; used wherever it serves. */
  botToken?: string | undefined;
  /** Of an agent or administrator; used for what bots may not do. */
  userToken?: string | undefined;
  /** For one call with all its attempts; 10 s by default. */
  timeoutMs?: number;
  /** 5 MB by default. */
  maxAnswerBytes?: number;
}

/** Sends requests and checks their answers against a schema. */
export interface Connection {
  settings: ChatwootSettings;
  request<Schema extends z.ZodType>(request: ChatwootRequest, schema: Schema): Promise<z.output<Schema>>;
}

const readAttempts = 3;
const firstDelayMs = 100;
const limitAttempts = 3;
const longestLimitWaitMs = 5_000;

/** @throws ConfigError when there is no token at all. */
export function connectTo(settings: ChatwootSettings): Connection {
  const { botToken, userToken, timeoutMs = 10_000, maxAnswerBytes = 5_000_000 } = settings;
  if (!botToken && !userToken)
    throw new ConfigError('Chatwoot needs an access token.', {
      fix: 'Set CHATWOOT_BOT_TOKEN and CHATWOOT_API_KEY.',
    });
  /** Operations that this version of Chatwoot keeps from bots. */
  const closedToBots = new Set<string>();

  async function send(request: ChatwootRequest): Promise<Answer> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
    const base = request.access === 'public' ? '' : `/api/v1/accounts/${settings.accountId}`;
    const url = `${settings.url}${base}${request.path}`;
    const attempt = (token: string | undefined) =>
      withReadRetries(request, signal, () =>
        withLimitWaits(signal, () => exchange(request, { url, token, signal, maxAnswerBytes })),
      );
    const token = tokenFor(request);
    const answer = await attempt(token);
    const mayBeClosed = answer.status === 401 && token === botToken && request.access === 'later-bots';
    if (!mayBeClosed || !userToken) return answer;
    closedToBots.add(request.operation);
    return attempt(userToken); // a 401 did nothing, so this is no repetition
  }

  function tokenFor(request: ChatwootRequest): string | undefined {
    if (request.access === 'public') return undefined;
    const isOpen = request.access !== 'users' && !closedToBots.has(request.operation);
    const token = (isOpen ? botToken : undefined) ?? userToken;
    if (token) return token;
    throw new AccessError(`A bot may not do this in Chatwoot (${request.operation}).`, {
      code: 'user_token_needed',
      fix: 'The operator should set CHATWOOT_API_KEY, the access token of a Chatwoot user.',
    });
  }

  return {
    settings,
    async request(request, schema) {
      const answer = await send(request);
      if (answer.status < 200 || answer.status > 299) throw refused(request, answer.status, answer.body);
      const parsed = schema.safeParse(jsonOf(answer.body));
      if (parsed.success) return parsed.data;
      throw notAnswered(request, 'answered in a form that is not its own', {
        code: 'chatwoot_unexpected',
        cause: parsed.error,
      });
    },
  };
}

/** Only reads are sent again, and only when the connection failed. */
async function withReadRetries(
  request: ChatwootRequest,
  signal: AbortSignal,
  send: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const isConnection = error instanceof ProjectError && error.code === connectionFailed;
      if (request.effect !== 'read' || !isConnection || attempt === readAttempts) throw error;
      await waitUnlessAborted(firstDelayMs * 3 ** (attempt - 1), signal);
      if (signal.aborted) throw error;
    }
  }
}

/** A 429 did nothing, so even a write may follow it once Chatwoot's own waiting time is over. */
async function withLimitWaits(signal: AbortSignal, send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send();
    const waitMs = answer.retryAfterMs ?? 1_000;
    if (answer.status !== 429 || attempt === limitAttempts || waitMs > longestLimitWaitMs) return answer;
    await waitUnlessAborted(waitMs, signal);
    if (signal.aborted) return answer;
  }
}

/** The caller looks at the signal: what is to be reported is the failure before the wait. */
async function waitUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}

/** Undefined for what is not JSON; an empty answer is null. */
function jsonOf(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // no schema accepts it, and that is reported
  }
}
