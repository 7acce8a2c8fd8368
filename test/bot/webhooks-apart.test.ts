import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type RunningCrews, startCrews } from '#crews/start-crews.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { startTestBot } from './testing.ts';

test('a process that answers nothing keeps the messages for one that does', async () => {
  const bot = await startTestBot({ place: 'Redis', environment: { TURN_CONCURRENCY: '0' } });
  let answering: RunningCrews | undefined;
  try {
    const customer = bot.newCustomer();
    customer.write('oi, bom dia');
    await bot.chatwoot.settled();
    await sleep(500);
    const replies = () => customer.conversation()?.messages.filter(({ type }) => type === 'outgoing') ?? [];
    expect(replies()).toHaveLength(0);

    const config = { ...bot.everything.config, TURN_CONCURRENCY: 1 };
    answering = await startCrews({ config, logger: silentLogger, port: 0 });
    await expect.poll(replies, { timeout: 20_000 }).toHaveLength(1);
  } finally {
    await answering?.close(1_000);
    await bot.close();
  }
});
