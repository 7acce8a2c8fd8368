import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What each folder may import from other folders. Everything may import its own; `AGENTS.md` has the map. */
const arrows: Record<string, string[]> = {
  errors: [],
  config: ['errors'],
  telemetry: ['errors'],
  identity: ['errors'],
  service: ['errors', 'identity', 'telemetry'],
  'adapters/odoo': ['errors', 'telemetry', 'identity'],
  'adapters/qdrant': ['errors', 'telemetry', 'identity'],
  'adapters/chatwoot': ['errors', 'telemetry', 'identity'],
  'adapters/openai': ['errors', 'telemetry', 'identity'],
  'adapters/redis': ['errors', 'telemetry', 'identity'],
  'adapters/mcp': ['errors', 'telemetry', 'identity'],
  'mcp-servers/kit': ['errors', 'config', 'telemetry', 'identity', 'service', 'adapters/mcp'],
  'mcp-servers/odoo': [
    'errors',
    'config',
    'telemetry',
    'identity',
    'mcp-servers/kit',
    'adapters/odoo',
    'adapters/redis',
  ],
  'mcp-servers/qdrant': [
    'errors',
    'config',
    'telemetry',
    'identity',
    'mcp-servers/kit',
    'adapters/qdrant',
    'adapters/openai',
  ],
  'mcp-servers/chatwoot': [
    'errors',
    'config',
    'telemetry',
    'identity',
    'mcp-servers/kit',
    'adapters/chatwoot',
    'adapters/redis',
  ],
  'mcp-servers/orchestrator': [
    'errors',
    'config',
    'telemetry',
    'identity',
    'mcp-servers/kit',
    'adapters/mcp',
    'adapters/redis',
  ],
  checkpoints: ['telemetry'],
  graphs: ['errors', 'config', 'identity', 'telemetry', 'adapters/mcp', 'adapters/openai'],
  crews: [
    'errors',
    'config',
    'identity',
    'telemetry',
    'service',
    'graphs',
    'checkpoints',
    'adapters/mcp',
    'adapters/redis',
    'adapters/chatwoot/webhook',
  ],
  sandbox: ['errors', 'telemetry', 'service'],
};

const sources = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((path) => !/^(node_modules|\.)|\/node_modules\//.test(path));

const isTest = (path: string) =>
  /\.test\.ts$|(^|\/)(testing|fixtures|test)(\/|\.ts$)|conformance\.ts$/.test(path);

/** The project's own files that a file imports, relative to the root. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'((?:#|\.\.?\/)[^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) =>
    specifier.startsWith('#') ? specifier.slice(1) : normalize(join(path, '..', specifier)),
  );
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

const folders = Object.keys(arrows);

test('every source file is in a folder that the map knows', () => {
  const free = ['launch', 'test', 'bench', 'evals', 'examples', 'docs', 'deploy'];
  const unknown = sources.filter((path) => ![...folders, ...free].some((folder) => isWithin(path, folder)));
  expect(unknown).toEqual(['vitest.config.ts']);
});

test.each(folders)('%s imports only what the arrows allow', (folder) => {
  const own = sources.filter((path) => isWithin(path, folder) && !isTest(path));
  const allowed = [folder, ...(arrows[folder] ?? [])];
  const wrong = own.flatMap((path) =>
    importsOf(path)
      .filter((imported) => imported !== 'package.json') // the version
      .filter((imported) => !allowed.some((each) => isWithin(imported, each)))
      .map((imported) => `${path} -> ${imported}`),
  );
  expect(own.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test('checkpoints takes nothing from the project but the type of the logger', () => {
  const taken = sources
    .filter((path) => isWithin(path, 'checkpoints') && !isTest(path))
    .flatMap((path) => importsOf(path))
    .filter((imported) => !isWithin(imported, 'checkpoints'));
  expect(new Set(taken)).toEqual(new Set(['telemetry/logger.ts']));
});

test('process.env is read in one file, and the MCP SDK is imported in one file', () => {
  const matching = (pattern: RegExp) =>
    sources.filter((path) => !isTest(path) && pattern.test(readFileSync(join(root, path), 'utf8')));
  expect(matching(/process\.env\b(?!`)/).filter((path) => !path.startsWith('test/'))).toEqual([
    'config/environment.ts',
  ]);
  expect(matching(/from '@modelcontextprotocol\/sdk/)).toEqual(['adapters/mcp/sdk.ts']);
});

test('files stay small: none above 500 lines, the median at most 100', () => {
  const lengths = sources
    .filter((path) => !isTest(path))
    .map((path) => readFileSync(join(root, path), 'utf8').split('\n').length)
    .sort((left, right) => left - right);
  expect(lengths.at(-1)).toBeLessThanOrEqual(500);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(100);
  expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(250);
});
