import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { AccessError, LimitError, NotFoundError, UpstreamError } from '#errors/errors.ts';
import { listen } from '#service/listen.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { chatChunks } from './chat-chunks.ts';
import { completeChat, demoModel } from './chat-completion.ts';
import { parseChatRequest } from './chat-request.ts';
import { embed } from './embeddings.ts';
import { answerError } from './error-answer.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { type ChatPolicy, echoPolicy } from './policy.ts';
import { transcriptions } from './transcriptions.ts';

const rememberedRequests = 1_000;

export interface SandboxOpenAi {
  /** `http://127.0.0.1:port/v1`. */
  url: string;
  apiKey: string;
  faults: Faults;
  /** The latest requests that came with the right key, oldest first. */
  requests: { method: string; path: string; body: unknown }[];
  /** From now on the model "thinks" for so long before each answer. */
  setDelay(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * A stand-in for OpenAI's API: chat completions (with tools, structured output and streaming), embeddings and
 * the list of models, over its own protocol. What it says is the policy's; every answer names `demo-model`.
 *
 * @param options.port 0, the default, takes a free one.
 * @param options.delayMs how long the model "thinks" before each answer.
 */
export async function startSandboxOpenAi(
  options: {
    port?: number;
    host?: string;
    /** A random one by default. */
    apiKey?: string;
    policy?: ChatPolicy;
    delayMs?: number;
    logger?: Logger;
  } = {},
): Promise<SandboxOpenAi> {
  const { port = 0, host = '127.0.0.1', policy = echoPolicy, logger = silentLogger } = options;
  let { delayMs = 0 } = options;
  const apiKey = options.apiKey ?? `sk-demo-${randomBytes(16).toString('hex')}`;
  const faults = createFaults();
  const requests: SandboxOpenAi['requests'] = [];

  const app = express();
  app.disable('x-powered-by');
  app.use('/v1', requireKey(apiKey), express.json({ limit: '20mb' }), (request, _response, next) => {
    requests.push({ method: request.method, path: request.originalUrl, body: request.body });
    if (requests.length > rememberedRequests) requests.shift();
    next();
  });
  app.get('/v1/models', (_request, response) => {
    response.json({ object: 'list', data: [modelCard] });
  });
  app.post('/v1/chat/completions', async (request, response) => {
    const fault = faults.take();
    if (await failsBefore(fault, request)) return;
    const accepted = parseChatRequest(request.body);
    requireModel(accepted.model);
    await sleep(delayMs);
    const answer = policy(accepted.chat);
    const completion = completeChat(accepted, answer, {
      malformedArguments: fault === 'malformed_arguments',
    });
    logger.debug({ tools: answer.toolCalls?.map((call) => call.name) }, 'demo model answers');
    if (accepted.stream) await stream(response, chatChunks(completion, accepted.includeUsage), fault);
    else if (fault === 'cut_stream') await cut(response, JSON.stringify(completion));
    else response.json(completion);
  });
  app.use('/v1', transcriptions({ requireModel, fails: (request) => failsBefore(faults.take(), request) }));
  app.post('/v1/embeddings', async (request, response) => {
    if (await failsBefore(faults.take(), request)) return;
    requireModel(request.body?.model);
    response.json(embed(request.body));
  });
  app.use((request) => {
    throw new NotFoundError(`Invalid URL (${request.method} ${request.path})`, { code: 'unknown_url' });
  });
  app.use(answerError);

  const server = await listen(app, { host, port, name: 'sandbox-openai' });
  return {
    url: `${server.url}/v1`,
    apiKey,
    faults,
    requests,
    setDelay(milliseconds) {
      delayMs = milliseconds;
    },
    close: () => server.close(0),
  };
}

const modelCard = { id: demoModel, object: 'model', created: 1_735_689_600, owned_by: 'mcp-first' };

function requireKey(apiKey: string): RequestHandler {
  return (request, _response, next) => {
    const given = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    if (given === apiKey) return next();
    if (given === undefined)
      throw new AccessError(
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
        { code: 'missing_api_key' },
      );
    throw new AccessError('Incorrect API key provided.', { code: 'invalid_api_key' });
  };
}

function requireModel(model: unknown): void {
  if (model === demoModel) return;
  throw new NotFoundError(`The model \`${String(model)}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
    fix: `The stand-in only has ${demoModel}.`,
  });
}

/** Whether the request came to nothing: true when the client went away from a hanging answer. */
async function failsBefore(fault: Fault | undefined, request: Request): Promise<boolean> {
  switch (fault) {
    case 'rate_limit':
      throw new LimitError('Rate limit reached for demo-model.', { code: 'rate_limit_exceeded' });
    case 'quota':
      throw new LimitError('You exceeded your current quota, please check your plan and billing details.', {
        code: 'insufficient_quota',
        retryable: false,
      });
    case 'server_error':
      throw new UpstreamError('The server had an error while processing your request. Sorry about that!');
    case 'hang':
      await new Promise((resolve) => request.socket.once('close', resolve));
      return true;
    default:
      return false;
  }
}

/** Server-sent events, ended by `[DONE]`; a cut stream breaks off after half of its chunks. */
async function stream(response: Response, chunks: Iterable<object>, fault: Fault | undefined): Promise<void> {
  response.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const events = [...chunks].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
  if (fault === 'cut_stream') return cut(response, events.join(''));
  for (const event of events) response.write(event);
  response.end('data: [DONE]\n\n');
}

/** Sends half of the text and breaks the connection once that is on its way. */
async function cut(response: Response, text: string): Promise<void> {
  await new Promise((resolve) => response.write(text.slice(0, text.length / 2), resolve));
  response.destroy();
}
