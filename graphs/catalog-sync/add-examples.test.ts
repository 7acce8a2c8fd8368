import { expect, test } from 'vitest';
import { addExamples } from './add-examples.ts';
import { emptyReport } from './state.ts';

test('names what changed behind what was named before', () => {
  const report = addExamples(addExamples(emptyReport, 'text', ['1 Vaso']), 'gone', ['2']);
  expect(report.examples).toEqual(['text: 1 Vaso', 'gone: 2']);
  expect(emptyReport.examples).toEqual([]);
});

test('names twenty in all', () => {
  const many = Array.from({ length: 15 }, (_, id) => String(id));
  const report = addExamples(addExamples(emptyReport, 'text', many), 'payload', many);
  expect(report.examples).toHaveLength(20);
  expect(addExamples(report, 'gone', many)).toEqual(report);
});
