import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { connectTo } from '#adapters/chatwoot/http/connection.ts';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import { connectQdrant } from '#adapters/qdrant/connection/connect-qdrant.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import { type RecordedSpans, recordSpans } from '#telemetry/tracing/testing/record-spans.ts';

let server: Server;
let url: string;
let seen: IncomingMessage[];
let recorded: RecordedSpans | undefined;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    response.setHeader('content-type', 'application/json');
    const answers = { search_read: '[]', context_get: '{"lang":"pt_BR","tz":"UTC"}' };
    const method = request.url?.split('/').at(-1) as keyof typeof answers;
    response.end(answers[method] ?? '{"result":[],"ok":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  recorded?.stop();
  recorded = undefined;
  server.closeAllConnections();
  server.close();
});

const { signal } = new AbortController();

async function askOdoo() {
  const settings = {
    url,
    db: 'shop',
    username: 'crews',
    apiKey: 'key',
    api: 'json2' as const,
    timeoutSeconds: 5,
  };
  const odoo = connectOdoo(settings);
  await odoo.searchRead('res.partner', {
    domain: [['phone', '=', '+5511999990000']],
    fields: ['name'],
    limit: 1,
  });
  odoo.close();
}
const askChatwoot = () =>
  connectTo({ url, accountId: 1, userToken: 'token' }).request(
    {
      operation: 'find_contacts',
      subject: 'contacts',
      method: 'GET',
      path: '/contacts/search?q=%2B5511999990000',
      access: 'users',
      effect: 'read',
    },
    z.object({ ok: z.boolean() }),
  );
const askQdrant = () =>
  connectQdrant({ url, apiKey: 'key' }).call(
    'list collections',
    (api) => (init) => api.getCollections({}, init) as never,
    signal,
  );
const searchQdrant = () => connectQdrant({ url, apiKey: 'key' }).searchBatch('products', [{}], signal);

const upstreams: [string, () => Promise<unknown>, string][] = [
  ['Odoo', askOdoo, 'odoo res.partner.search_read'],
  ['Chatwoot', askChatwoot, 'chatwoot find_contacts'],
  ['Qdrant', askQdrant, 'qdrant list collections'],
  ['Qdrant, past its client', searchQdrant, 'qdrant search'],
];

describe.each(upstreams)('%s', (_, ask, name) => {
  test('is told of the span that asks it, beside the key that it needs', async () => {
    recorded = recordSpans();
    await inSpan(() => ({ name: 'tool' }), ask);
    const span = recorded.ended().find((each) => each.name === name);
    const { traceId, spanId } = span?.spanContext() ?? {};
    const { headers } = seen.at(-1) as IncomingMessage;
    expect(headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    expect(headers.authorization ?? headers['api-access-token'] ?? headers['api-key']).toBeTruthy();
    expect(recorded.path(name)).toEqual([name, 'tool']);
    expect(span?.kind).toBe(2);
    expect(JSON.stringify(span?.attributes)).not.toContain('99999');
  });

  test('without tracing it is told nothing', async () => {
    await inSpan(() => ({ name: 'tool' }), ask);
    expect(seen.at(-1)?.headers).not.toHaveProperty('traceparent');
  });
});
