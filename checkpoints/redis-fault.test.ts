import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { startRedisServer, type TestRedis } from '#test/redis.ts';
import { CheckpointError } from './checkpoint-error.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { translateFault } from './redis-fault.ts';
import { RedisSaver } from './redis-saver.ts';
import { testCheckpoint, testMetadata, testSetup, threadConfig } from './testing.ts';

const { redis, prefix, newSaver } = testSetup();
const put = (saver: RedisSaver, thread: string, values: Record<string, unknown> = { word: 'oi' }) => {
  const checkpoint = testCheckpoint(values);
  return saver.put(threadConfig(thread), checkpoint, testMetadata(), checkpoint.channel_versions);
};

/** A connection that gives up at once, so that faults are seen and not waited out. */
function impatient(url: string, options: object = {}): Redis {
  const client = new Redis(url, {
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    ...options,
  });
  client.on('error', () => undefined); // Faults are what these tests are about.
  return client;
}

describe('translateFault', () => {
  const replyError = (text: string) => Object.assign(new Error(text), { name: 'ReplyError' });

  it.each([
    ['LOADING Redis is loading the dataset in memory', 'loading', true, 'no'],
    [
      "READONLY You can't write against a read only replica. script: f, on @user_script:2.",
      'read_only',
      true,
      'no',
    ],
    ['ERR Error running script (call to f_1): @user_script:5: -READONLY You can', 'read_only', true, 'no'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'out_of_memory', false, 'no'],
    [
      'ERR Error running script (call to f_1): @user_script:5: -OOM command not',
      'out_of_memory',
      false,
      'no',
    ],
    ['BUSY Redis is busy running a script.', 'busy', true, 'no'],
    ['ERR Error running script: Script killed by user with SCRIPT KILL.', 'script_killed', true, 'no'],
    ['MISCONF Redis is configured to save RDB snapshots', 'not_persisting', true, 'no'],
    ['NOREPLICAS Not enough good replicas to write.', 'no_replicas', true, 'no'],
    ['CLUSTERDOWN Hash slot not served', 'failover', true, 'no'],
    ['NOAUTH Authentication required.', 'access_denied', false, 'no'],
    ["NOPERM User x has no permissions to run the 'zadd' command", 'access_denied', false, 'maybe'],
    ['WRONGTYPE Operation against a key holding the wrong kind of value', 'foreign_key', false, 'maybe'],
    ['ERR something new', 'redis_error', false, 'maybe'],
  ])('%s → %s', (text, code, retryable, written) => {
    const fault = translateFault(replyError(text), 'write');
    expect(fault).toBeInstanceOf(CheckpointError);
    expect(fault).toMatchObject({ code, retryable, written, fix: expect.stringMatching(/\.$/) });
    expect(translateFault(replyError(text), 'read').written).toBe('no');
  });

  it('tells a lost answer from a command that was never sent', () => {
    expect(translateFault(new Error('Command timed out'), 'write')).toMatchObject({
      code: 'timeout',
      written: 'maybe',
    });
    expect(translateFault(new Error('Connection is closed.'), 'write')).toMatchObject({ written: 'maybe' });
    const unsent = new Error("Stream isn't writeable and enableOfflineQueue options is false");
    expect(translateFault(unsent, 'write')).toMatchObject({ code: 'not_connected', written: 'no' });
  });
});

describe('a connection that breaks', () => {
  let proxy: FaultProxy;
  beforeAll(async () => {
    proxy = await startFaultProxy(inject('redisUrl'));
  });
  afterAll(() => proxy.close());

  it('at any command, before it or before its answer, leaves each operation done or not done', async () => {
    const steps = 8;
    for (let command = 1; command <= steps; command += 1) {
      for (const moment of ['before', 'after'] as const) {
        const thread = `cut-${command}-${moment}`;
        const client = impatient(`redis://127.0.0.1:${proxy.port}`);
        await client.ping();
        proxy.cutAt(command, moment);
        const acknowledged = await writeUntilCut(new RedisSaver({ redis: client, prefix }), thread);
        proxy.cutAt(0, 'before');
        client.disconnect();
        await expectWhole(thread, acknowledged);
      }
    }
  });

  /** Writes a conversation as a graph would, until the connection breaks; the repeat after it must work. */
  async function writeUntilCut(saver: RedisSaver, thread: string): Promise<number> {
    const items: object[] = [];
    let config: object = threadConfig(thread);
    for (let step = 1; step <= 4; step += 1) {
      items.push({ step }, { also: step });
      const checkpoint = testCheckpoint({ items: [...items], step }, step);
      try {
        config = await saver.put(config, checkpoint, testMetadata(step), checkpoint.channel_versions);
        await saver.putWrites(
          config,
          [
            ['items', step],
            ['step', step],
          ],
          'task',
        );
      } catch (error) {
        expect(error).toMatchObject({ code: 'connection_lost', retryable: true, written: 'maybe' });
        return step - 1;
      }
    }
    return 4;
  }

  /** What was acknowledged is there, and all that is there is whole. */
  async function expectWhole(thread: string, acknowledged: number) {
    const seen: unknown[] = [];
    for await (const { checkpoint, pendingWrites = [] } of newSaver().list(threadConfig(thread))) {
      const step = Number(checkpoint.channel_values.step);
      seen.unshift(step);
      expect(checkpoint.channel_values.items).toHaveLength(2 * step);
      expect([0, 2]).toContain(pendingWrites.length);
      if (step <= acknowledged) expect(pendingWrites).toHaveLength(2);
    }
    const all = Array.from({ length: 4 }, (_, i) => i + 1);
    expect(seen).toEqual(all.slice(0, Math.max(acknowledged, seen.length)));
  }

  it('is no fault of a read, which is tried again', async () => {
    await put(newSaver(), 'read-again');
    const client = new Redis(`redis://127.0.0.1:${proxy.port}`, { retryStrategy: () => 10 });
    client.on('error', () => undefined); // The connection is cut on purpose.
    const saver = new RedisSaver({ redis: client, prefix });
    for (const moment of ['before', 'after'] as const) {
      proxy.cutAt(1, moment);
      expect(await saver.getTuple(threadConfig('read-again'))).toBeDefined();
    }
    proxy.answerNext([
      'LOADING Redis is loading the dataset in memory',
      'BUSY Redis is busy running a script.',
    ]);
    await put(saver, 'write-again');
    expect(await saver.getTuple(threadConfig('write-again'))).toBeDefined();
    proxy.answerNext(Array(4).fill('LOADING Redis is loading the dataset in memory'));
    await expect(saver.getTuple(threadConfig('read-again'))).rejects.toMatchObject({
      code: 'loading',
      written: 'no',
    });
    client.disconnect();
  });
});

describe('a server that refuses', () => {
  let server: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    server = await startRedisServer('redis-server', [
      '--proto-max-bulk-len',
      '1mb',
      '--busy-reply-threshold',
      '50',
    ]);
    client = impatient(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });
  const saver = (options = {}) => new RedisSaver({ redis: client, ...options });

  it('for want of memory leaves what was there', async () => {
    const checkpoint = testCheckpoint({});
    const config = await saver().put(threadConfig('full'), checkpoint, testMetadata(1), {});
    await saver().putWrites(config, [['__error__', 'first']], 'task');
    await client.config('SET', 'maxmemory', '1mb');
    const again = saver().put(threadConfig('full'), checkpoint, testMetadata(2), {});
    await expect(again).rejects.toMatchObject({ code: 'out_of_memory', written: 'no' });
    const overwrite = saver().putWrites(config, [['__error__', 'second']], 'task');
    await expect(overwrite).rejects.toMatchObject({ code: 'out_of_memory', written: 'no' });
    await expect(put(saver(), 'full', { items: [{ a: 1 }] })).rejects.toMatchObject({
      code: 'out_of_memory',
    });
    const tuple = await saver().getTuple(config);
    expect(tuple?.metadata?.step).toBe(1);
    expect(tuple?.pendingWrites).toEqual([['task', '__error__', 'first']]);
    await client.config('SET', 'maxmemory', '0');
  });

  it('because it is a replica says so', async () => {
    await client.config('SET', 'replica-read-only', 'yes');
    await client.replicaof('127.0.0.1', 1);
    await expect(put(saver(), 'replica')).rejects.toMatchObject({ code: 'read_only', written: 'no' });
    await client.replicaof('NO', 'ONE');
  });

  it('because a script was killed or still runs says that nothing was written', async () => {
    const other = impatient(server.url);
    const endless = other.eval('while true do end', 0).catch((error) => translateFault(error, 'write'));
    await vi.waitFor(() => expect(client.ping()).rejects.toThrow('BUSY'));
    const blocked = put(saver(), 'busy');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await client.script('KILL');
    expect(await endless).toMatchObject({ code: 'script_killed', written: 'no' });
    await blocked; // It was refused as BUSY and tried again.
    other.disconnect();
  });

  it('never gets a value that is too large for it', async () => {
    const text = 'x'.repeat(2 ** 20);
    const refused = put(saver({ maximumValueBytes: 2 ** 20 }), 'large', { text });
    await expect(refused).rejects.toMatchObject({ code: 'value_too_large', written: 'no', retryable: false });
    // Without knowing the server's limit: Redis answers and hangs up.
    await expect(put(saver(), 'large', { text })).rejects.toBeInstanceOf(CheckpointError);
    expect(
      await saver()
        .getTuple(threadConfig('large'))
        .catch(() => undefined),
    ).toBeUndefined();
  });

  it('because a key holds something else says so', async () => {
    await client.set('checkpoint:{taken}:values', 'mine');
    await expect(put(saver(), 'taken')).rejects.toMatchObject({ code: 'foreign_key' });
  });

  it('because it was told to forget its scripts is asked again', async () => {
    await put(saver(), 'scripts');
    await client.script('FLUSH');
    expect(await saver().getTuple(threadConfig('scripts'))).toBeDefined();
  });

  it('because nothing listens is reported in time', async () => {
    const nobody = impatient('redis://127.0.0.1:1', { retryStrategy: () => null });
    await expect(put(new RedisSaver({ redis: nobody }), 'x')).rejects.toBeInstanceOf(CheckpointError);
    nobody.disconnect();
  });
});

it('works with a user that may do only what the saver needs', async () => {
  const name = `saver-${process.pid}`;
  const commands = [
    'evalsha',
    'eval',
    'unlink',
    'info',
    'scan',
    'zrange',
    'zrangebylex',
    'zrevrangebylex',
    'zcard',
  ];
  commands.push('zadd', 'zrem', 'zremrangebylex', 'hset', 'hsetnx', 'hget', 'hmget', 'hdel', 'hlen', 'hscan');
  commands.push(
    'rpush',
    'lrange',
    'ltrim',
    'lset',
    'lindex',
    'llen',
    'exists',
    'rename',
    'persist',
    'expire',
  );
  commands.push('pexpireat', 'time');
  const rules = ['reset', 'on', '>secret', `~${prefix}*`, ...commands.map((command) => `+${command}`)];
  await redis.acl('SETUSER', name, ...rules);
  const url = new URL(inject('redisUrl'));
  const client = new Redis({
    host: url.hostname,
    port: Number(url.port),
    username: name,
    password: 'secret',
  });
  const saver = new RedisSaver({ redis: client, prefix, expiry: { milliseconds: 60_000 } });
  await put(saver, 'restricted', { items: [{ a: 1 }] });
  await put(saver, 'restricted', { items: [{ a: 2 }] });
  expect(await saver.pruneThread('restricted', { keepLast: 1 })).toBe(1);
  await saver.importThread(saver.exportThread('restricted'), { threadId: 'restricted-copy' });
  await expect(put(new RedisSaver({ redis: client }), 'outside')).rejects.toMatchObject({
    code: 'access_denied',
  });
  client.disconnect();
  await redis.acl('DELUSER', name);
});
