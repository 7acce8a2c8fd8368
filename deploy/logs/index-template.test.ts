import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inLogContext, logFields } from '#telemetry/log-context.ts';
import { inSpan } from '#telemetry/tracing/span.ts';
import { recordSpans } from '#telemetry/tracing/testing/record-spans.ts';

const { template } = JSON.parse(readFileSync(new URL('index-template.json', import.meta.url), 'utf8')) as {
  template: { mappings: { properties: Record<string, { type: string }> } };
};
const { properties } = template.mappings;

test('what every log line can say of its work is searched by its exact value', async () => {
  const recorded = recordSpans();
  const about = { tenant: 'main', thread: 't', turn: 'u', run: 'r', conversation: 7 };
  const fields = await inLogContext(about, () =>
    inSpan(
      () => ({ name: 'work' }),
      async () => logFields(),
    ),
  );
  recorded.stop();
  expect(Object.keys(fields)).toHaveLength(7);
  for (const name of Object.keys(fields)) expect(properties[name], name).toEqual({ type: 'keyword' });
});

test('Filebeat decodes the lines that the processes write, and keeps their names', () => {
  const filebeat = readFileSync(new URL('filebeat.yml', import.meta.url), 'utf8');
  expect(filebeat).toContain('decode_json_fields');
  for (const [from, to] of [
    ['time', '@timestamp'],
    ['msg', 'message'],
  ] as const) {
    expect(filebeat).toContain(`{ from: ${from}, to: "${to}" }`.replace('"message"', 'message'));
    expect(properties).toHaveProperty(to);
  }
});
