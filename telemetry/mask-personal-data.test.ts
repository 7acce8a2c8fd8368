import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maskPersonalData } from './mask-personal-data.ts';

describe('masked', () => {
  test.each([
    ['maria.silva+x@exemplo.com.br', '[e-mail]'],
    ['+5511999990000', '[phone]'],
    ['(11) 99999-0000', '[phone]'],
    ['(11)3333-4444', '[phone]'],
    ['123.456.789-09', '[cpf]'],
    ['12.345.678/0001-90', '[cnpj]'],
    ['4111 1111 1111 1111', '[card]'],
    ['kwargs {"phone":"+5511999990000","email":"a@b.co"}', 'kwargs {"phone":"[phone]","email":"[e-mail]"}'],
  ])('%s', (text, masked) => {
    expect(maskPersonalData(text)).toBe(masked);
  });
});

describe('kept', () => {
  test.each([
    '2026-11-22T16:26:17.102Z',
    '6f1c2f0e-9d3b-4e5a-a2d4-7c8b1f0e3d59',
    '12345678-1234-1234-1234-123456789012',
    '{"conversation":118,"message":50012345678}',
    'http://127.0.0.1:8003/mcp',
    '@langchain/core 1.4.0',
    'S00042',
  ])('%s', (text) => {
    expect(maskPersonalData(text)).toBe(text);
  });
});

test('what an error of a library quotes does not reach the log', () => {
  const script = `
    const { createLogger } = await import('./telemetry/logger.ts');
    const cause = new Error('invoking a tool with {"email":"maria@exemplo.com","phone":"+5511999990000"}');
    const logger = createLogger({ service: 'test', level: 'info' }).child({ turn: 't' });
    logger.warn({ err: new Error('failed', { cause }) }, 'a turn failed');
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  expect(run.stderr).toContain('a turn failed');
  expect(run.stderr).toContain('[phone]');
  expect(run.stderr).not.toMatch(/maria|99999/);
  expect(JSON.parse(run.stderr)).toMatchObject({ service: 'test', turn: 't' });
});
