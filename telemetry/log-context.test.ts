import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { inLogContext, logFields } from './log-context.ts';
import { inSpan } from './tracing/span.ts';
import { type RecordedSpans, recordSpans } from './tracing/testing/record-spans.ts';

let recorded: RecordedSpans | undefined;
afterEach(() => recorded?.stop());

describe('the fields of a line', () => {
  test('are those of the work around it, the inner ones before the outer', async () => {
    expect(logFields()).toEqual({});
    await inLogContext({ tenant: 'acme', thread: 'one' }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(logFields()).toEqual({ tenant: 'acme', thread: 'one' });
      inLogContext({ thread: 'two', turn: 't' }, () =>
        expect(logFields()).toEqual({ tenant: 'acme', thread: 'two', turn: 't' }),
      );
    });
    expect(logFields()).toEqual({});
  });

  test('never those of other work that goes on at the same time', async () => {
    const tenants = ['acme', 'globex'];
    const seen = await Promise.all(
      tenants.map((tenant) =>
        inLogContext({ tenant }, async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return (logFields() as { tenant: string }).tenant;
        }),
      ),
    );
    expect(seen).toEqual(tenants);
  });

  test('and the ids of the trace, where it is recorded', async () => {
    recorded = recordSpans();
    await inLogContext({ tenant: 'acme' }, () =>
      inSpan(
        () => ({ name: 'work' }),
        async () =>
          expect(logFields()).toEqual({
            tenant: 'acme',
            trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
          }),
      ),
    );
  });
});

test('a line holds them once, beside its own; secrets and personal data stay masked', () => {
  const script = `
    const { createLogger } = await import('./telemetry/logger.ts');
    const { inLogContext } = await import('./telemetry/log-context.ts');
    const logger = createLogger({ service: 'test', level: 'info' });
    inLogContext({ tenant: 'acme', thread: '5511999990000@wa.me', conversation: undefined }, () =>
      logger.warn({ tenant: 'globex', token: 'hunter2', phone: '+5511999990000' }, 'told'));
  `;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  const line = stderr.split('\n').find((each) => each.includes('told')) ?? '';
  expect(JSON.parse(line)).toEqual({
    level: 'warn',
    time: expect.any(String),
    service: 'test',
    tenant: 'globex',
    thread: '[e-mail]',
    token: '********',
    phone: '[phone]',
    msg: 'told',
  });
  expect(line.match(/"tenant"/g)).toHaveLength(1);
});
