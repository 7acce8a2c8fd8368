import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Everything } from '#launch/start-everything.ts';
import { type Process, processes, startDeployment, tokens, urlOf } from './testing/deployment.ts';
import { type Door, doorsOf } from './testing/doors.ts';

/** What a web page could make a browser send: a Host after DNS rebinding, and an Origin that is not ours. */
let house: Everything;
beforeAll(async () => {
  house = await startDeployment({
    MCP_ALLOWED_HOSTS: 'mcp.example',
    MCP_ALLOWED_ORIGINS: 'https://app.example',
  });
}, 120_000);
afterAll(() => house.close(0));

interface Answer {
  door: string;
  status: number;
  headers: NodeJS.Dict<string | string[]>;
}

/** By `node:http`, as `fetch` lets nobody choose the Host. */
function send(process: Process, door: Door, headers: Record<string, string>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const body = door.body && JSON.stringify(door.body);
  const asking = request(new URL(door.path, urlOf(house, process)), {
    method: door.method,
    agent: false,
    headers: {
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
      ...(body ? { 'content-length': Buffer.byteLength(body) } : {}),
      ...headers,
    },
  });
  asking.on('error', reject);
  asking.on('response', (response) => {
    const { statusCode = 0, headers: answered } = response;
    response.destroy();
    resolve({ door: `${door.method} ${door.path}`, status: statusCode, headers: answered });
  });
  asking.end(body);
  return promise;
}

const everybody = { subject: 'test', tenant: 'main', scopes: ['*'] };

describe.each(processes)('%s', (process) => {
  const sendAll = async (headers: Record<string, string>) => {
    const authorization = `Bearer ${await tokens.mint(everybody, process)}`;
    return Promise.all(doorsOf(process).map((door) => send(process, door, { authorization, ...headers })));
  };

  test.each(['evil.example', 'mcp.example.evil.example', '169.254.169.254', 'localhost.evil.example:80'])(
    'refuses the Host %s, whoever asks',
    async (host) => {
      expect((await sendAll({ host })).filter(({ status }) => status !== 403)).toEqual([]);
    },
  );

  test.each(['https://evil.example', 'null', 'http://mcp.example', 'https://app.example.evil.example'])(
    'refuses the Origin %s under the right Host',
    async (origin) => {
      expect((await sendAll({ origin })).filter(({ status }) => status !== 403)).toEqual([]);
    },
  );

  test('refuses either alone, so that neither hides behind the other', async () => {
    for (const headers of [
      { host: 'evil.example', origin: 'https://app.example' },
      { host: 'mcp.example', origin: 'https://evil.example' },
    ]) {
      expect((await sendAll(headers)).filter(({ status }) => status !== 403)).toEqual([]);
    }
  });

  test('answers its own names and the pages that are allowed', async () => {
    const ours: Record<string, string>[] = [
      { host: 'mcp.example' },
      { host: 'localhost' },
      { origin: 'https://app.example' },
    ];
    for (const headers of ours) {
      expect((await sendAll(headers)).filter(({ status }) => status === 403)).toEqual([]);
    }
  });

  test('refuses before it looks at the token', async () => {
    const [door] = doorsOf(process);
    if (!door) throw new Error('no door');
    expect((await send(process, door, { host: 'evil.example' })).status).toBe(403);
  });

  test('invites no page of another site, not even by a preflight', async () => {
    for (const door of doorsOf(process)) {
      const { headers } = await send(
        process,
        { ...door, method: 'OPTIONS' },
        { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      );
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
