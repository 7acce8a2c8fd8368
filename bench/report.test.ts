import { afterEach, expect, test } from 'vitest';
import { openReport } from './report.ts';

const exitCode = process.exitCode;
afterEach(() => {
  process.exitCode = exitCode;
});

function reportOf(options: { check?: boolean; json?: boolean }) {
  const lines: string[] = [];
  const report = openReport({ check: false, json: false, ...options }, (line) => lines.push(line));
  return { report, lines };
}

test('tells the conditions, the tables and which targets were met', () => {
  const { report, lines } = reportOf({});
  report.table('Times', [
    { operation: 'put', p50: 1.5 },
    { operation: 'getTuple', p50: 12 },
  ]);
  report.target('put, ms', 1.5, 2);
  report.target('getTuple, ms', 12.3456, 10);
  report.finish();
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC, Node v\d+.*, \d+ × /);
  expect(lines.slice(1, 5)).toEqual(['\nTimes', 'operation  p50', 'put        1.5', 'getTuple    12']);
  expect(lines.slice(-2)).toEqual([
    expect.stringMatching(/^put, ms +1\.5 +2 +ok$/),
    expect.stringMatching(/^getTuple, ms +12\.3 +10 +MISSED$/),
  ]);
  expect(process.exitCode).toBe(exitCode);
});

test('as JSON it prints the targets and nothing else', () => {
  const { report, lines } = reportOf({ json: true });
  report.note('left out');
  report.table('Times', [{ p50: 1 }]);
  report.target('put, ms', 1.23456, 2);
  report.finish();
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    targets: [{ name: 'put, ms', value: 1.23, limit: 2, ok: true }],
  });
});

test.each([
  [2, exitCode],
  [2.01, 1],
  [Number.NaN, 1],
])('checked, a figure of %d against a limit of 2 makes the exit code %s', (value, expected) => {
  const { report } = reportOf({ check: true });
  report.target('put, ms', value, 2);
  report.finish();
  expect(process.exitCode).toBe(expected);
});
