import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterEach, describe, expect, test } from 'vitest';
import { startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { freePort } from './redis.ts';

const root = join(import.meta.dirname, '..');
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Only what a process needs to start: nothing of the machine's own settings. */
const bare = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' };

function run(file: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [file], { cwd: root, env: { ...bare, ...environment } });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      output += data;
    });
  }
  return {
    child,
    output: () => output,
    until: (text: string) => expect.poll(() => output, { timeout: 30_000, interval: 20 }).toContain(text),
    ended: async () => {
      const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
      return code as number | null;
    },
  };
}

async function freePorts(): Promise<Record<string, string>> {
  const names = [
    'PORT_MCP_ODOO',
    'PORT_MCP_QDRANT',
    'PORT_MCP_CHATWOOT',
    'PORT_MCP_ORCHESTRATOR',
    'PORT_CREWS',
  ];
  const ports = await Promise.all(names.map(() => freePort()));
  return Object.fromEntries(names.map((name, index) => [name, String(ports[index])]));
}

/** Addresses of servers that are not there. */
async function nowhere(): Promise<Record<string, string>> {
  const names = ['MCP_ODOO_URL', 'MCP_QDRANT_URL', 'MCP_CHATWOOT_URL'];
  const ports = await Promise.all(names.map(() => freePort()));
  return Object.fromEntries(names.map((name, index) => [name, `http://127.0.0.1:${ports[index]}/mcp`]));
}

describe('npm start', () => {
  test('says what is a stand-in and where the page is; Ctrl-C ends it cleanly', async () => {
    const started = run('launch/start.ts', await freePorts());
    await started.until('Ctrl-C ends it.');
    expect(started.output()).toMatch(/Odoo +stand-in/);
    expect(started.output()).toMatch(/Model +demo model/);
    const page = /Play the customer at (http:\S+)/.exec(started.output())?.[1] ?? '';
    const html = await (await fetch(page)).text();
    expect(html).toContain('<html lang="pt-BR"');
    started.child.kill('SIGINT');
    expect(await started.ended()).toBe(0);
  });

  test('wrong settings stop it: one line for each, secrets masked, no traceback', async () => {
    const started = run('launch/start.ts', {
      ENVIRONMENT: 'staging',
      JWT_SECRET: 'hunter2',
      ODOO_URL: 'nowhere',
    });
    expect(await started.ended()).toBe(1);
    const lines = started
      .output()
      .split('\n')
      .filter((line) => line.startsWith('  '));
    expect(lines.map((line) => line.trim().split(':')[0])).toEqual(['ENVIRONMENT', 'ODOO_URL', 'JWT_SECRET']);
    expect(started.output()).not.toMatch(/hunter2|^ +at /m);
  });

  test('a port that is taken is told with the variable that moves it', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const started = run('launch/start.ts', { ...(await freePorts()), PORT_CREWS: String(port) });
    expect(await started.ended()).toBe(1);
    expect(started.output()).toContain(`crews cannot listen on 127.0.0.1:${port} (EADDRINUSE)`);
    expect(started.output()).toContain('set PORT_CREWS to a free port');
    blocker.close();
  });

  test('production does not start without keys, nor development beyond loopback', async () => {
    const production = run('launch/start.ts', { ENVIRONMENT: 'production' });
    expect(await production.ended()).toBe(1);
    expect(production.output()).toContain('JWT_SECRET: not set');
    const open = run('launch/start.ts', { HOST: '0.0.0.0' });
    expect(await open.ended()).toBe(1);
    expect(open.output()).toContain('as HOST is not loopback');
  });
});

describe('each server alone', () => {
  const servers: [
    string,
    () => Promise<{ variables: Record<string, string>; close(): Promise<void> }>,
    string,
  ][] = [
    [
      'odoo',
      async () => {
        const { url, db, username, apiKey, close } = await startSandboxOdoo();
        return {
          variables: { ODOO_URL: url, ODOO_DB: db, ODOO_USERNAME: username, ODOO_API_KEY: apiKey },
          close,
        };
      },
      'search_records',
    ],
    [
      'qdrant',
      async () => {
        const { url, close } = await startSandboxQdrant();
        return { variables: { QDRANT_URL: url }, close };
      },
      'search_knowledge',
    ],
    [
      'chatwoot',
      async () => {
        const { url, accountId, userToken, close } = await startSandboxChatwoot();
        const variables = {
          CHATWOOT_URL: url,
          CHATWOOT_ACCOUNT_ID: String(accountId),
          CHATWOOT_API_KEY: userToken,
        };
        return { variables, close };
      },
      'send_message',
    ],
    ['orchestrator', async () => ({ variables: await nowhere(), close: async () => undefined }), ''],
  ];

  test.each(servers)('mcp-%s over stdio', async (name, startBackend, tool) => {
    const backend = await startBackend();
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [`mcp-servers/${name}/main.ts`, '--stdio'],
        cwd: root,
        env: { ...bare, ...backend.variables, LOG_LEVEL: 'warn' },
        stderr: 'ignore',
      }),
    );
    const names = (await client.listTools()).tools.map((each) => each.name);
    if (tool) expect(names).toContain(tool);
    else expect(names).toEqual([]); // the gateway, with nothing behind it yet
    await client.close();
    await backend.close();
  });

  test.each(servers)('mcp-%s over HTTP, until SIGTERM', async (name, startBackend) => {
    const backend = await startBackend();
    const port = await freePort();
    const variable = `PORT_MCP_${name.toUpperCase()}`;
    const started = run(`mcp-servers/${name}/main.ts`, { ...backend.variables, [variable]: String(port) });
    await started.until('is ready');
    expect(started.output()).toContain('auth is off');
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const readiness = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(readiness.status, await readiness.text()).toBe(name === 'orchestrator' ? 503 : 200);
    started.child.kill('SIGTERM');
    expect(await started.ended()).toBe(0);
    await backend.close();
  });

  test.each(['odoo', 'qdrant', 'chatwoot'])('mcp-%s without its system says what to set', async (name) => {
    const started = run(`mcp-servers/${name}/main.ts`, {});
    expect(await started.ended()).toBe(1);
    expect(started.output()).toContain(`${name.toUpperCase()}_URL`);
    expect(started.output()).not.toMatch(/^ +at /m);
  });
});
