import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Collector, startCollector } from '#telemetry/tracing/testing/collector.ts';
import { freePort } from '../redis.ts';
import { type Processes, startProcesses, writeOnce } from './testing.ts';

let langfuse: Collector;
let langSmith: Collector;
let processes: Processes;

const phone = '+5511981230000';
const said = ['trena', 'Trena', 'maria', 'Maria', '98123'];

beforeAll(async () => {
  [langfuse, langSmith] = await Promise.all([startCollector(), startCollector()]);
  processes = await startProcesses(inject('redisUrl'), {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=for-the-collector-alone',
    LANGFUSE_BASE_URL: langfuse.url,
    LANGFUSE_PUBLIC_KEY: 'pk-test',
    LANGFUSE_SECRET_KEY: 'sk-test',
    LANGSMITH_TRACING: 'true',
    LANGSMITH_API_KEY: 'lsv2-test',
    LANGSMITH_ENDPOINT: langSmith.url,
    LANGSMITH_PROJECT: 'shop',
    // So that the test can read what was sent.
    LANGSMITH_DISABLE_RUN_COMPRESSION: 'true',
  });
  await writeOnce(processes.chatwoot, { phone, words: 'tem trena? meu e-mail é maria@exemplo.com' });
  await processes.stop();
}, 120_000);
afterAll(() => Promise.all([langfuse.close(), langSmith.close()]));

const sentTo = ({ requests }: Collector) => requests.map(({ body }) => body).join('\n');

describe('Langfuse', () => {
  test('gets the traces by OTLP, with its keys and no others', () => {
    const [request] = langfuse.requests;
    expect(request?.path).toBe('/api/public/otel/v1/traces');
    expect(request?.headers.authorization).toBe(`Basic ${btoa('pk-test:sk-test')}`);
    expect(request?.headers).not.toHaveProperty('x-collector-key');
  });

  test('can tell the model’s tokens and the conversation, and nothing that was said', () => {
    const chat = langfuse.spans().find(({ name }) => name === 'chat demo-model');
    expect(chat?.attributes['gen_ai.usage.input_tokens']).toBeGreaterThan(0);
    const agent = langfuse.spans().find(({ name }) => name === 'invoke_agent customer-service');
    expect(agent?.attributes['session.id']).toMatch(/^[0-9a-f-]{36}$/);
    for (const word of said) expect(sentTo(langfuse).includes(word), word).toBe(false);
  });
});

describe('LangSmith', () => {
  test('gets the runs of the graph, its nodes and its model, under the project', () => {
    expect(langSmith.requests.some(({ headers }) => headers['x-api-key'] === 'lsv2-test')).toBe(true);
    const sent = sentTo(langSmith);
    for (const part of ['"shop"', 'customer-service', 'identify', 'triage', 'usage_metadata'])
      expect(sent.includes(part), part).toBe(true);
  });

  test('but nothing that was said, nor who said it', () => {
    for (const word of said) expect(sentTo(langSmith).includes(word), word).toBe(false);
  });
});

test('a collector that is down is told of once by each process, and holds up nobody', () => {
  const told = processes.log().match(/traces are not taken; they are dropped/g) ?? [];
  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(5);
  expect(processes.log()).not.toContain('for-the-collector-alone');
});
