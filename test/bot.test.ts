import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import type { SandboxChatwoot, SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import { type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { type SandboxQdrant, startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';

/** What is warned of: a turn that fails and is tried again is among it. */
const warnings: unknown[] = [];
const logger: Logger = {
  ...silentLogger,
  debug: () => undefined,
  info: () => undefined,
  error: () => undefined,
  warn: (...parts: unknown[]) => void warnings.push(parts),
  child: () => logger,
};

let everything: Everything;
let chatwoot: SandboxChatwoot;
let odoo: SandboxOdoo;
let qdrant: SandboxQdrant;

beforeAll(async () => {
  [odoo, qdrant] = await Promise.all([startSandboxOdoo(), startSandboxQdrant()]);
  everything = await startEverything({
    environment: {
      TURN_DEBOUNCE_MS: '50',
      TOOL_PATIENCE_SECONDS: '0',
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.db,
      ODOO_USERNAME: odoo.username,
      ODOO_API_KEY: odoo.apiKey,
      QDRANT_URL: qdrant.url,
    },
    freePorts: true,
    logger,
  });
  if (!everything.chatwoot) throw new Error('no stand-in for Chatwoot');
  chatwoot = everything.chatwoot;
});
afterAll(async () => {
  await everything.close(0);
  await Promise.all([odoo.close(), qdrant.close()]);
});
afterEach(() => {
  odoo.faults.clear();
  qdrant.faults.clear();
  chatwoot.faults.webhookCopies = 1;
});

let customers = 0;
function newCustomer(): SandboxCustomer {
  customers += 1;
  return chatwoot.customer(`+55119810000${String(customers).padStart(2, '0')}`, 'Maria');
}

const replies = (customer: SandboxCustomer) =>
  (customer.conversation()?.messages ?? []).filter(
    (message) => message.type === 'outgoing' && !message.private,
  );
const notes = (customer: SandboxCustomer) =>
  (customer.conversation()?.messages ?? []).filter((message) => message.private);

/** The replies, once there are so many and no more have come for a while. */
async function repliesAfter(customer: SandboxCustomer, count: number): Promise<string[]> {
  await expect.poll(() => replies(customer).length, { timeout: 15_000 }).toBeGreaterThanOrEqual(count);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return replies(customer).map(({ content }) => content);
}

describe('one reply', () => {
  test('to a webhook that is delivered three times', async () => {
    chatwoot.faults.webhookCopies = 3;
    const customer = newCustomer();
    customer.write('oi');
    expect(await repliesAfter(customer, 1)).toHaveLength(1);
  });

  test('to a burst of short messages, which is read as one', async () => {
    const customer = newCustomer();
    for (const words of ['oi', 'tudo bem?', 'vocês têm trena?']) customer.write(words);
    expect(await repliesAfter(customer, 1)).toEqual([expect.stringContaining('Trena')]);
  });

  test('to each of two customers who write at once', async () => {
    const [first, second] = [newCustomer(), newCustomer()];
    first.write('tem trena?');
    second.write('tem martelo?');
    const [trena, martelo] = await Promise.all([repliesAfter(first, 1), repliesAfter(second, 1)]);
    expect(trena).toEqual([expect.stringMatching(/Trena/)]);
    expect(martelo).toEqual([expect.stringMatching(/Martelo/)]);
  });
});

describe('people', () => {
  test('who ask for a person get one: message, note, and the conversation is open', async () => {
    const customer = newCustomer();
    customer.write('quero falar com um atendente');
    await repliesAfter(customer, 1);
    await expect.poll(() => customer.conversation()?.status).toBe('open');
    expect(notes(customer)).toHaveLength(1);
    expect(notes(customer)[0]?.content).toContain('O cliente pediu um atendente.');
  });

  test('who took over are not spoken over', async () => {
    const customer = newCustomer();
    customer.write('oi');
    await repliesAfter(customer, 1);
    customer.operator({ action: 'take_over' });
    customer.write('você ainda está aí?');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(replies(customer)).toHaveLength(1);
  });
});

test('a person who takes over while the turn runs has the word, and the turn is not tried again', async () => {
  const customer = newCustomer();
  warnings.length = 0;
  odoo.faults.add({ kind: 'slow', delay: 1_200, times: 1 });
  customer.write('tem trena?');
  await new Promise((resolve) => setTimeout(resolve, 500));
  customer.operator({ action: 'take_over' });
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(replies(customer)).toEqual([]);
  expect(warnings).toEqual([]);
});

describe('when something is down', () => {
  test('Qdrant: the customer is told and offered a human; everything else still answers', async () => {
    const customer = newCustomer();
    qdrant.faults.next('unavailable', 50);
    customer.write('tem trena?');
    expect(await repliesAfter(customer, 1)).toEqual([
      expect.stringMatching(/não consigo consultar nosso catálogo.*atendente/s),
    ]);
    expect(customer.conversation()?.status).toBe('pending');
    customer.write('oi');
    expect(await repliesAfter(customer, 2)).toHaveLength(2);
    qdrant.faults.clear();
    customer.write('tem trena?');
    expect((await repliesAfter(customer, 3)).at(-1)).toContain('Trena');
  });

  test('Odoo, for a moment: the turn is tried again and answered once', async () => {
    const customer = newCustomer();
    odoo.faults.add({ kind: 'html500', times: 4 });
    customer.write('tem trena?');
    expect(await repliesAfter(customer, 1)).toEqual([expect.stringContaining('Trena')]);
  });

  test('Odoo, for good: an apology and a person, never silence', { timeout: 45_000 }, async () => {
    const customer = newCustomer();
    odoo.faults.add({ kind: 'html500', times: 1_000 });
    customer.write('tem trena?');
    // Five attempts, 1 + 2 + 4 + 8 s apart.
    await expect.poll(() => customer.conversation()?.status, { timeout: 35_000 }).toBe('open');
    expect(replies(customer).map(({ content }) => content)).toEqual([
      expect.stringMatching(/Desculpe.*atendente/),
    ]);
    expect(notes(customer).map(({ content }) => content)).toEqual([expect.stringContaining('tem trena?')]);
  });
});
