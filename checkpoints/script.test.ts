import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadScript, runScript } from './script.ts';
import { testSetup } from './testing.ts';

const { redis, prefix } = testSetup();

describe('loadScript', () => {
  it('joins the parts and names itself by the last', () => {
    const script = loadScript('common', 'put');
    expect(script.name).toBe('put');
    expect(script.source.indexOf('local CHECKPOINTS')).toBeLessThan(
      script.source.indexOf('Saves a checkpoint'),
    );
    expect(script.sha).toMatch(/^[0-9a-f]{40}$/);
    expect(() => loadScript('no-such-script')).toThrow('ENOENT');
  });
});

describe('runScript', () => {
  const scriptOf = (source: string) => ({
    name: 'test',
    source,
    sha: createHash('sha1').update(source).digest('hex'),
  });

  it('sends the source once, and keeps bytes as they are', async () => {
    // The prefix makes it a script that no server has seen yet.
    const script = scriptOf(`return { ARGV[1], KEYS[1], 7, '${prefix}' }`);
    expect(await redis.script('EXISTS', script.sha)).toEqual([0]);
    const bytes = Buffer.from([0, 255, 10, 13]);
    for (let i = 0; i < 2; i += 1) {
      const reply = await runScript(redis, script, ['key'], [bytes]);
      expect(reply).toEqual([bytes, Buffer.from('key'), 7, Buffer.from(prefix)]);
    }
    expect(await redis.script('EXISTS', script.sha)).toEqual([1]);
  });

  it('passes on what goes wrong', async () => {
    const wrong = scriptOf("return redis.call('HGET', KEYS[1])");
    await expect(runScript(redis, wrong, ['key'], [])).rejects.toThrow(/wrong number of arg/i);
  });
});
