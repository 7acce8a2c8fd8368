import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../logger.ts';
import { inSpan, isTracing } from './span.ts';
import { withTracing } from './start-tracing.ts';
import { type Collector, startCollector } from './testing/collector.ts';

let collector: Collector;
let closed: number;
beforeEach(async () => {
  collector = await startCollector();
  closed = 0;
});
afterEach(() => collector.close());

const work = (name: string) =>
  inSpan(
    () => ({ name }),
    async () => undefined,
  );

/** Something that runs, traced to the collector. */
function run(options: { ratio?: number; warnings?: unknown[]; url?: string } = {}) {
  const { ratio = 1, warnings = [], url = collector.url } = options;
  const logger = { ...silentLogger, warn: (...words: unknown[]) => void warnings.push(words) };
  const destinations = [{ name: 'collector', url: `${url}/v1/traces`, headers: { 'x-key': 'k' } }];
  return withTracing({ destinations, ratio, service: 'crews', logger }, async () => ({
    url: 'http://here',
    close: async () => {
      closed += 1;
      await work('at the end');
    },
  }));
}

describe('without a destination', () => {
  test('nothing is traced, and what was started is as it was', async () => {
    const started = { close: async () => undefined };
    const running = await withTracing(
      { destinations: [], ratio: 1, service: 'crews', logger: silentLogger },
      async () => started,
    );
    expect(running).toBe(started);
    expect(isTracing()).toBe(false);
  });

  test('no part of the SDK is loaded', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
      const { withTracing } = await import('./telemetry/tracing/start-tracing.ts');
      await import('./telemetry/logger.ts');
      await withTracing({ destinations: [], ratio: 1 }, async () => ({}));
      console.log(loaded.filter((url) => /@opentelemetry.(?!api)/.test(url)).length, loaded.length > 2);
    `;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
    });
    expect(stdout.trim()).toBe('0 true');
  });
});

describe('with a destination', () => {
  test('spans are sent under the name of the process, the last ones when it closes', async () => {
    const running = await run();
    expect(running.url).toBe('http://here');
    await work('on the way');
    await running.close();
    expect(closed).toBe(1);
    expect(collector.spans().map(({ service, name }) => `${service}: ${name}`)).toEqual([
      'crews: on the way',
      'crews: at the end',
    ]);
    expect(collector.requests[0]?.headers).toMatchObject({
      'x-key': 'k',
      'content-type': 'application/json',
    });
    expect(isTracing()).toBe(false);
  });

  test('of so many traces only their share', async () => {
    const running = await run({ ratio: 0.25 });
    for (let index = 0; index < 400; index += 1) await work('often');
    await running.close();
    const recorded = collector.spans().filter(({ name }) => name === 'often').length;
    expect(recorded).toBeGreaterThan(50);
    expect(recorded).toBeLessThan(150);
  });

  test('personal data in a name or an attribute is masked', async () => {
    const running = await run();
    await inSpan(
      () => ({
        name: 'tools/call maria@exemplo.com',
        attributes: { 'gen_ai.tool.name': '+5511999990000', n: 1 },
      }),
      async () => undefined,
    );
    await running.close();
    expect(collector.spans()[0]).toMatchObject({
      name: 'tools/call [e-mail]',
      attributes: { 'gen_ai.tool.name': '[phone]', n: 1 },
    });
  });

  test('a start that fails leaves nothing behind', async () => {
    const destinations = [{ name: 'collector', url: `${collector.url}/v1/traces`, headers: {} }];
    const failing = withTracing({ destinations, ratio: 1, service: 'crews', logger: silentLogger }, () =>
      Promise.reject(new Error('the port is taken')),
    );
    await expect(failing).rejects.toThrow('the port is taken');
    expect(isTracing()).toBe(false);
  });
});

describe('a destination that is down', () => {
  test('holds nobody up, neither at work nor at the end, and is told of once', async () => {
    const warnings: unknown[] = [];
    const running = await run({ url: 'http://127.0.0.1:1', warnings });
    const started = performance.now();
    for (let index = 0; index < 10_000; index += 1) await work('often');
    await running.close();
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(warnings.length).toBeLessThanOrEqual(1);
    expect(closed).toBe(1);
  });

  test('one that refuses is told of with its reason, without what it answered', async () => {
    const warnings: unknown[] = [];
    collector.status = 401;
    const running = await run({ warnings });
    await work('refused');
    await running.close();
    expect(warnings).toEqual([
      [{ destination: 'collector', reason: 'Unauthorized' }, 'traces are not taken; they are dropped'],
    ]);
  });
});
