import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Config, loadConfig } from '#config/load-config.ts';
import { loadGatewaySettings } from './load-gateway-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'gateway-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'orchestrator.yaml');
const config = loadConfig({ ORCHESTRATOR_FILE: path });
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, 'from a file\n');

function load(yaml: string, environment: Record<string, string> = {}, more: Partial<Config> = {}) {
  writeFileSync(path, yaml);
  return loadGatewaySettings({ ...config, ...more }, environment);
}

function problemsOf(yaml: string, ...rest: [Record<string, string>?, Partial<Config>?]): string[] {
  try {
    load(yaml, ...rest);
  } catch (error) {
    const { message, fix } = error as { message: string; fix: string };
    expect(fix).toContain('orchestrator.example.yaml');
    return message.split('\n').slice(1);
  }
  return [];
}

const entry = (fields: string) => `upstreams:\n  - ${fields.trim().replaceAll('\n', '\n    ')}\n`;

test('without a file there are the three of ours, with minted tokens', () => {
  const { upstreams, crews } = loadGatewaySettings({ ...config, ORCHESTRATOR_FILE: '/nowhere' }, {});
  expect(upstreams.map(({ name, prefix }) => [name, prefix])).toEqual([
    ['mcp-odoo', 'odoo'],
    ['mcp-qdrant', 'qdrant'],
    ['mcp-chatwoot', 'chatwoot'],
  ]);
  expect(upstreams[0]?.target).toEqual({ kind: 'http', url: config.MCP_ODOO_URL, mint: true, headers: {} });
  expect(crews).toEqual({});
});

test('an empty file is no problem', () => {
  expect(load('').upstreams.length).toBe(3);
  expect(load('# nothing yet\n').upstreams.length).toBe(3);
});

describe('a further upstream', () => {
  test('over HTTP has its credentials from a variable or a file', () => {
    const common = 'name: parcels\nurl: https://parcels.example/mcp\nprefix: parcels\ncredentials:\n  ';
    const bearer = load(entry(`${common}bearer: {variable: PARCELS_TOKEN}`), { PARCELS_TOKEN: 't0ken' });
    expect(bearer.upstreams[3]).toEqual({
      name: 'parcels',
      prefix: 'parcels',
      tools: ['*'],
      trust: 'lock',
      timeoutMs: 60_000,
      target: {
        kind: 'http',
        url: 'https://parcels.example/mcp',
        mint: false,
        headers: { authorization: 'Bearer t0ken' },
      },
    });
    const header = load(entry(`${common}header: X-Api-Key\n  value: {file: ${secretFile}}`));
    expect(header.upstreams[3]?.target).toMatchObject({ headers: { 'x-api-key': 'from a file' } });
  });

  test('as a process is given only the variables that are named', () => {
    const yaml = entry(
      'name: files\ncommand: node\nargs: [server.js]\nprefix: files\ntimeout_seconds: 5\nenv:\n  KEY: {variable: FILES_KEY}',
    );
    const { upstreams } = load(yaml, { FILES_KEY: 'k', OTHER: 'o' });
    expect(upstreams[3]).toMatchObject({
      timeoutMs: 5_000,
      target: { kind: 'process', command: 'node', args: ['server.js'], env: { KEY: 'k' } },
    });
  });

  test('with the name of one of ours replaces it', () => {
    const { upstreams } = load(entry('name: mcp-odoo\nurl: http://127.0.0.1:1/mcp\nprefix: erp\nmint: true'));
    expect(upstreams.map(({ prefix }) => prefix)).toEqual(['qdrant', 'chatwoot', 'erp']);
  });

  test('may have no prefix', () => {
    expect(load(entry("name: bare\nurl: http://127.0.0.1:1/mcp\nprefix: ''")).upstreams[3]?.prefix).toBe('');
  });
});

describe('what is wrong is told, a line each', () => {
  const http = 'name: a\nurl: https://a.example/mcp\nprefix: a';

  test.each([
    ['a secret in the file', `${http}\ncredentials: {bearer: hunter2}`, '{variable: NAME} or {file: path}'],
    [
      'an unset variable',
      `${http}\ncredentials: {bearer: {variable: NOT_SET}}`,
      'the variable NOT_SET is not set',
    ],
    [
      'a missing file',
      `${http}\ncredentials: {bearer: {file: /nowhere}}`,
      '/nowhere cannot be read (ENOENT)',
    ],
    ['neither url nor command', 'name: a\nprefix: a', 'give either url or command'],
    ['both', `${http}\ncommand: node`, 'give either url or command'],
    [
      'another protocol',
      'name: a\nurl: file:///etc/passwd\nprefix: a',
      'must be an http:// or https:// address',
    ],
    [
      'a prefix with _',
      'name: a\nurl: https://a.example\nprefix: a_b',
      'must be lower-case letters and digits',
    ],
    ['a prefix that is taken', 'name: a\nurl: https://a.example\nprefix: odoo', 'the prefix "odoo" already'],
    ['an unknown field', `${http}\nsurprise: 1`, 'surprise'],
    [
      'credentials beside mint',
      `${http}\nmint: true\ncredentials: {bearer: {variable: A}}`,
      'no other credentials',
    ],
  ])('%s', (_, yaml, expected) => {
    const problems = problemsOf(entry(yaml));
    expect(problems.length).toBe(1);
    expect(problems[0]).toContain(expected);
    expect(problems[0]).not.toContain('hunter2');
  });

  test('several at once, and a file that is no YAML', () => {
    const two = 'name: a\nurl: https://a.example/mcp\nprefix: A\ntrust: none';
    expect(problemsOf(entry(two)).length).toBe(2);
    const [broken, ...more] = problemsOf('upstreams: [\n  secret: "hunter2');
    expect(broken).toContain('file:');
    expect([broken, ...more].join()).not.toContain('hunter2');
  });

  test('two upstreams with one name', () => {
    const one = '  - {name: a, url: "https://a.example/mcp", prefix: a}\n';
    expect(problemsOf(`upstreams:\n${one}${one}`).join()).toContain('the name "a" already');
  });
});

test('production wants TLS, but on loopback and for hosts that are allowed by name', () => {
  const production = { ENVIRONMENT: 'production' } as const;
  const at = (host: string) => entry(`name: a\nurl: http://${host}/mcp\nprefix: a`);
  expect(problemsOf(at('a.example'), {}, production).join()).toContain('must be https://');
  expect(problemsOf(at('127.0.0.1'), {}, production)).toEqual([]);
  expect(problemsOf(at('parcels'), {}, { ...production, ALLOW_HTTP_HOSTS: ['parcels'] })).toEqual([]);
  expect(problemsOf(at('a.example'))).toEqual([]);
});

test('the example is right', () => {
  const example = readFileSync(new URL('../../../orchestrator.example.yaml', import.meta.url), 'utf8');
  const withoutSecrets = example.replaceAll(/\{ file: [^}]+ \}/g, `{ file: ${secretFile} }`);
  const { upstreams, crews } = load(withoutSecrets, { PARCELS_TOKEN: 't' });
  expect(upstreams.map(({ name }) => name)).toContain('calculator');
  expect(Object.keys(crews).length).toBeGreaterThan(0);
});
