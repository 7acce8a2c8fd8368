import { expect, test } from 'vitest';
import type { Failure } from './judge.ts';
import { mean, passAll } from './pass-rates.ts';
import { parseDialogue } from './read-dialogues.ts';
import { formatReport, reportOf } from './report.ts';
import type { DialogueResult } from './run-dialogues.ts';

const words: Failure = { kind: 'words', step: 1, text: 'the reply does not hold /trena/' };
const effect: Failure = { kind: 'effect', step: 0, text: 'orders: [], not [{}]' };

function result(name: string, about: string, failures: Failure[]): DialogueResult {
  const text = `{ class: ${about}, shows: it, steps: [{ customer: oi }] }`;
  return { dialogue: parseDialogue(`${name}.yaml`, text), failures, tokens: 100, money: 0.01, seconds: 2 };
}

/** Two runs of two dialogues: one that fails once, one that passes. */
const results = [
  result('search-1', 'search', []),
  result('order-1', 'order', [words, effect]),
  result('search-1', 'search', []),
  result('order-1', 'order', []),
];

test('pass^k is the share of all choices of k runs without a failure', () => {
  expect(passAll({ passed: 4, made: 4 }, 3)).toBe(1);
  expect(passAll({ passed: 3, made: 4 }, 1)).toBe(0.75);
  expect(passAll({ passed: 3, made: 4 }, 2)).toBe(0.5); // 3 of the 6 pairs
  expect(passAll({ passed: 1, made: 4 }, 2)).toBe(0);
  expect(mean([])).toBe(0);
});

test('a class tells what was done apart from what was said', () => {
  const { classes } = reportOf(results, { model: 'demo-model', runs: 2 });
  expect(classes.map((each) => each.class)).toEqual(['search', 'order', 'all']);
  expect(classes[1]).toMatchObject({ dialogues: 1, runs: 2, effects: 0.5, words: 0.5, passAll: [0.5, 0] });
  expect(classes[2]).toMatchObject({
    dialogues: 2,
    runs: 4,
    passed: 0.75,
    passAll: [0.75, 0.5],
    tokens: 100,
  });
});

test('a failure tells its dialogue and run', () => {
  const report = reportOf(results, { model: 'demo-model', runs: 2 });
  expect(report.failures).toMatchObject([
    { dialogue: 'order-1', run: 1, kind: 'words' },
    { dialogue: 'order-1', run: 1, kind: 'effect' },
  ]);
  expect(report).toMatchObject({ tokens: 400, money: 0.04 });
});

test('the table has a column for each k, and a line for each class and failure', () => {
  const text = formatReport(reportOf(results, { model: 'demo-model', runs: 2 }));
  expect(text).toMatch(/^demo-model, 2 runs of each dialogue/);
  expect(text).toMatch(/class +dialogues +effects +words +pass\^1 +pass\^2 +tokens +cost +seconds/);
  expect(text).toMatch(/^order +1 +50 % +50 % +50 % +0 % +100 +0\.0100 +2\.0$/m);
  expect(text).toContain('order-1, run 1, step 1 (words): the reply does not hold');
  expect(text).toContain('order-1, run 1, at the end (effect): orders');
});
