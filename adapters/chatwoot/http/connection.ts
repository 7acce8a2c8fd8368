import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { ConfigError, ProjectError } from '#errors/errors.ts';
import { askUpstream } from '#telemetry/ask-upstream.ts';
import { isSince, type SinceVersion } from '../version/is-since.ts';
import { type Answer, connectionFailed, exchange } from './exchange.ts';
import { keptFromBots, notAnswered, refused } from './failure.ts';
import { connectionsTo } from './open-request.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import type { ChatwootRequest } from './request.ts';
import { createTurns, type Turns } from './turns.ts';

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
  /** 2,400 by default: Chatwoot refuses more than 3,000 from one address. */
  requestsPerMinute?: number;
  /** For example `4.12.1`; otherwise learned from the first answer that tells it. */
  version?: string | undefined;
}

/** Sends requests and checks their answers against a schema. */
export interface Connection {
  settings: ChatwootSettings;
  /** Undefined until it is known. */
  version: string | undefined;
  turns: Turns;
  request<Schema extends z.ZodType>(request: ChatwootRequest, schema: Schema): Promise<z.output<Schema>>;
}

const readAttempts = 3;
const firstDelayMs = 100;
const limitAttempts = 3;
const longestLimitWaitMs = 5_000;
/** Chatwoot refuses more than 100. */
const contactSearchesPerMinute = 80;

/** @throws ConfigError when there is no token at all. */
export function connectTo(settings: ChatwootSettings): Connection {
  const { botToken, userToken, timeoutMs = 10_000, maxAnswerBytes = 5_000_000 } = settings;
  const { requestsPerMinute = 2_400 } = settings;
  if (!botToken && !userToken)
    throw new ConfigError('Chatwoot needs an access token.', {
      fix: 'Set CHATWOOT_BOT_TOKEN and CHATWOOT_API_KEY.',
    });
  const agent = connectionsTo(settings.url);
  const host = URL.parse(settings.url)?.hostname ?? '';
  const requests = createRateLimiter(requestsPerMinute);
  const contactSearches = createRateLimiter(contactSearchesPerMinute);
  /** Operations that this Chatwoot has been seen to keep from bots. */
  const closedToBots = new Set<string>();

  async function send(request: ChatwootRequest): Promise<Answer> {
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
    const base = request.access === 'public' ? '' : `/api/v1/accounts/${settings.accountId}`;
    const url = `${settings.url}${base}${request.path}`;
    const attempt = (token: string | undefined) =>
      withReadRetries(request, signal, () =>
        withLimitWaits(signal, async () => {
          await stayBelowLimits(request, signal);
          return exchange(request, { url, token, signal, agent, maxAnswerBytes });
        }),
      );
    const token = tokenFor(request);
    const answer = await attempt(token);
    if (answer.status !== 401 || token !== botToken || !isSinceVersion(request.access)) return answer;
    if (!userToken && /for bots/.test(answer.body)) throw keptFromBots(request, connection.version);
    if (!userToken) return answer;
    closedToBots.add(request.operation);
    return attempt(userToken); // a 401 did nothing, so this is no repetition
  }

  async function stayBelowLimits({ operation }: ChatwootRequest, signal: AbortSignal): Promise<void> {
    const limiters: RateLimiter[] = operation === 'find_contacts' ? [contactSearches, requests] : [requests];
    for (const limiter of limiters) await limiter.take(signal);
  }

  function tokenFor(request: ChatwootRequest): string | undefined {
    if (request.access === 'public') return undefined;
    const token = (isOpenToBots(request) ? botToken : undefined) ?? userToken;
    if (token) return token;
    throw keptFromBots(request, connection.version);
  }

  function isOpenToBots({ access, operation }: ChatwootRequest): boolean {
    if (closedToBots.has(operation)) return false;
    if (!isSinceVersion(access)) return access === 'bots';
    return connection.version === undefined || isSince(connection.version, access);
  }

  const connection: Connection = {
    settings,
    version: settings.version,
    turns: createTurns(),
    request(request, schema) {
      const { operation, method } = request;
      const attributes = { 'http.request.method': method, 'server.address': host };
      return askUpstream(
        { upstream: 'chatwoot', operation },
        () => ({ name: `chatwoot ${operation}`, attributes }),
        async () => readAnswer(request, await send(request), schema),
      );
    },
  };
  return connection;
}

const isSinceVersion = (access: ChatwootRequest['access']): access is SinceVersion => /^\d/.test(access);

function readAnswer<Schema extends z.ZodType>(
  request: ChatwootRequest,
  { status, body }: Answer,
  schema: Schema,
): z.output<Schema> {
  if (status < 200 || status > 299) throw refused(request, status, body);
  const parsed = schema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw notAnswered(request, 'answered in a form that is not its own', {
    code: 'chatwoot_unexpected',
    cause: parsed.error,
  });
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
