import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import { silentLogger } from '#telemetry/logger.ts';

const root = join(import.meta.dirname, '..');
/** Of one program; a test ends later, so that the program's own words tell why it did not. */
const longestMs = 90_000;
vi.setConfig({ testTimeout: longestMs + 5_000 });

let everything: Everything;
beforeAll(async () => {
  const environment = { TURN_DEBOUNCE_MS: '50' };
  everything = await startEverything({ environment, freePorts: true, logger: silentLogger });
});
afterAll(() => everything.close(0));

async function run(name: string, ...parameters: string[]): Promise<string> {
  const file = join(root, 'examples', name, `${name}.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...parameters], {
    timeout: longestMs,
  });
  return stdout;
}

test('product-search prints the answer and the products', async () => {
  const output = await run('product-search', 'tem trena?', everything.urls.crews ?? '');
  expect(output).toMatch(/1\. \*Trena/);
  expect(output).toContain('TRE-5');
});

test('order-creation stops at the quotation and goes on to the order', async () => {
  const output = await run('order-creation', 'quero 2 martelos', everything.urls.crews ?? '');
  expect(output).toMatch(/Posso confirmar o pedido\?[\s\S]*confirmado[\s\S]*state: 'sale'/);
});

test('whatsapp-flow plays the customer up to the order', async () => {
  const output = await run('whatsapp-flow', everything.chatwoot?.url ?? '');
  expect(output).toMatch(/Cliente: sim, pode confirmar\nRobô: Pedido \*S\d+\* confirmado/);
  expect(output).toContain('The conversation is pending.');
});

test('whatsapp-flow says why nobody answers where a person has the conversation', async () => {
  const customer = everything.chatwoot?.customer('+5511999990002');
  customer?.write('oi');
  customer?.operator({ action: 'take_over' });
  await expect(run('whatsapp-flow', everything.chatwoot?.url ?? '', 'oi?')).rejects.toThrow(
    'A person has this conversation, and the bot keeps out.',
  );
});

test.each(['product-search', 'order-creation', 'whatsapp-flow'])('%s is short enough to copy', (name) => {
  const lines = readFileSync(join(root, 'examples', name, `${name}.ts`), 'utf8').split('\n').length;
  expect(lines).toBeLessThanOrEqual(80);
});
