import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type CollectedSpan, type Collector, startCollector } from '#telemetry/tracing/testing/collector.ts';
import { type Processes, startProcesses, until, writeOnce } from './testing.ts';

let collector: Collector;
let processes: Processes;
let spans: CollectedSpan[];
let codes: (number | null)[];

const phone = '+5511981234567';
const keepsOut = 'a person has this conversation; the bot keeps out';
const words = 'tem trena? meu e-mail é maria@exemplo.com';

beforeAll(async () => {
  collector = await startCollector();
  processes = await startProcesses(inject('redisUrl'), {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-team=a%20team',
  });
  const customer = await writeOnce(processes.chatwoot, { phone, words });
  customer.write('oi?');
  customer.operator({ action: 'take_over' }); // before the bot's turn begins
  await until('the log of it', () => processes.log().includes(keepsOut));
  codes = await processes.stop();
  spans = collector.spans();
}, 120_000);
afterAll(() => collector.close());

/** The span in which Chatwoot told of the customer's message, and all of its trace. */
function messageTrace(): { root: CollectedSpan; trace: CollectedSpan[] } {
  const turn = spans.find(({ name }) => name === 'answer turn');
  const root = spans.find(({ spanId }) => spanId === turn?.parentSpanId);
  if (!root) throw new Error('no turn was traced');
  return { root, trace: spans.filter(({ traceId }) => traceId === root.traceId) };
}

/** The spans from one up to where its trace began. */
function pathUp(from: CollectedSpan | undefined): string[] {
  if (!from) return [];
  const parent = spans.find(({ spanId }) => spanId === from.parentSpanId);
  return [`${from.service}: ${from.name}`, ...pathUp(parent)];
}

const named = (name: string, service?: string) =>
  messageTrace().trace.find((span) => span.name === name && (!service || span.service === service));

describe('one message of a customer', () => {
  test('is one trace, in which every span but the webhook has its parent', () => {
    const { root, trace } = messageTrace();
    const ids = new Set(trace.map(({ spanId }) => spanId));
    const orphans = trace.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''));
    expect(orphans).toEqual([root]);
    expect(new Set(trace.map(({ service }) => service))).toEqual(
      new Set(['crews', 'mcp-orchestrator', 'mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot']),
    );
  });

  test('leads from the webhook over queue, graph, gateway and server to Odoo', () => {
    expect(pathUp(named('odoo res.partner.search_read'))).toEqual([
      'mcp-odoo: odoo res.partner.search_read',
      'mcp-odoo: tools/call find_customer',
      'mcp-orchestrator: tools/call find_customer',
      'mcp-orchestrator: tools/call odoo_find_customer',
      'crews: tools/call odoo_find_customer',
      'crews: node identify',
      'crews: invoke_agent customer-service',
      'crews: answer turn',
      'crews: POST /chatwoot/:tenant/:token',
    ]);
  });

  test('and to Qdrant, Chatwoot and the model, through the nodes of the crew that asked', () => {
    const path = pathUp(named('qdrant search'));
    expect(path).toContain('mcp-qdrant: tools/call search_products');
    expect(path.slice(-6)).toEqual([
      'crews: tools/call qdrant_search_products',
      'crews: node search',
      'crews: node product_search',
      'crews: invoke_agent customer-service',
      'crews: answer turn',
      'crews: POST /chatwoot/:tenant/:token',
    ]);
    expect(pathUp(named('chatwoot send_message'))[1]).toBe('mcp-chatwoot: tools/call send_message');
    expect(pathUp(named('chat demo-model'))[1]).toMatch(/^crews: node /);
  });

  test('in the words of the conventions: tools, models and their tokens', () => {
    expect(named('chat demo-model')?.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'demo-model',
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
      'gen_ai.response.finish_reasons': ['stop'],
    });
    expect(named('tools/call odoo_find_customer', 'mcp-orchestrator')).toMatchObject({
      kind: 2,
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'odoo_find_customer',
      },
    });
    expect(named('invoke_agent customer-service')?.attributes).toMatchObject({
      'gen_ai.agent.name': 'customer-service',
      'gen_ai.conversation.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('of which nothing that was said leaves, nor who said it', () => {
    const sent = collector.requests.map(({ body }) => body).join('\n');
    for (const secret of ['trena', 'maria', 'Maria', '98123', 'Trena'])
      expect(sent.includes(secret), secret).toBe(false);
  });
});

test('the collector gets its headers, and the last spans when the processes end by SIGTERM', () => {
  expect(new Set(collector.requests.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
  expect(collector.requests[0]?.headers).toMatchObject({ 'x-team': 'a team' });
  expect(codes).toEqual([0, 0, 0, 0, 0]);
});

test('`npm run trace` names the trace of a thread’s last run', () => {
  const thread = named('invoke_agent customer-service')?.attributes['gen_ai.conversation.id'];
  expect(processes.run('launch/trace.ts', String(thread))).toContain(
    `thread ${thread}, trace ${messageTrace().root.traceId}`,
  );
});

test('log lines say tenant, conversation or thread, and the trace that they belong to', () => {
  const { root } = messageTrace();
  const lines = processes
    .log()
    .split('\n')
    .filter((line) => line.includes(root.traceId))
    .map((line) => JSON.parse(line));
  const of = (service: string) => lines.find((line) => line.service === service);
  const span_id = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(of('crews')).toMatchObject({ tenant: 'main', span_id });
  for (const service of ['mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot'])
    expect(of(service), service).toMatchObject({ tenant: 'main', span_id, conversation: expect.any(Number) });
  const turn = JSON.parse(
    processes
      .log()
      .split('\n')
      .find((line) => line.includes(keepsOut)) ?? '{}',
  );
  expect(turn).toMatchObject({
    tenant: 'main',
    thread: named('invoke_agent customer-service')?.attributes['gen_ai.conversation.id'],
    turn: expect.any(String),
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});
