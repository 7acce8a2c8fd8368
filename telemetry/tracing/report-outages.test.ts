import { ExportResultCode } from '@opentelemetry/core';
import { expect, test } from 'vitest';
import { silentLogger } from '../logger.ts';
import { reportOutages } from './report-outages.ts';

test('an outage is told when it begins and when it ends, however many batches are lost in it', () => {
  const told: string[] = [];
  const tell = (...words: unknown[]) => void told.push(String(words[1]));
  const logger = { ...silentLogger, warn: tell, info: tell };
  let code = ExportResultCode.SUCCESS;
  const results: number[] = [];
  const exporter = reportOutages(
    { export: (_spans, done) => done({ code }), shutdown: async () => undefined },
    'collector',
    logger,
  );
  const send = () => exporter.export([], (result) => results.push(result.code));
  send();
  code = ExportResultCode.FAILED;
  for (let batch = 0; batch < 5; batch += 1) send();
  code = ExportResultCode.SUCCESS;
  send();
  send();
  expect(told).toEqual(['traces are not taken; they are dropped', 'traces are taken again']);
  expect(results).toEqual([0, 1, 1, 1, 1, 1, 0, 0]);
});
