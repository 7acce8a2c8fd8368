import { describe, expect, test } from 'vitest';
import type { Evaluation, Judgement } from './evaluate.ts';
import type { QueryClass } from './judged-queries.ts';
import { queryClasses } from './judged-queries.ts';
import { scoreRanking } from './metrics.ts';
import { formatReport, formatTargets, targetResults } from './report.ts';
import { targets } from './targets.ts';

function judgement(queryClass: QueryClass, right: boolean): Judgement {
  const isNegative = queryClass.endsWith('negative');
  const relevant = new Set(isNegative ? [] : ['a']);
  const found = right === isNegative ? [] : ['a'];
  const query = { class: queryClass, collection: 'products' as const, query: `uma ${queryClass}`, relevant };
  return { query, found, scores: scoreRanking(found, relevant) };
}

function evaluation(wrong: QueryClass[] = [], leaks = 0): Evaluation {
  const ours = queryClasses.map((queryClass) => judgement(queryClass, !wrong.includes(queryClass)));
  return { ours, plain: queryClasses.map((queryClass) => judgement(queryClass, false)), leaks };
}

describe('targets', () => {
  test('are all reached by an evaluation without a fault', () => {
    expect(targetResults(evaluation()).every(({ ok }) => ok)).toBe(true);
  });

  test.each(Object.keys(targets) as QueryClass[])('%s alone can miss its own', (queryClass) => {
    const missed = targetResults(evaluation([queryClass])).filter(({ ok }) => !ok);
    expect(missed.map(({ name }) => name)).toEqual([`recall@5 ${queryClass}`]);
  });

  test('classes without one are shown and miss nothing', () => {
    expect(
      targetResults(evaluation(['synonym', 'intent', 'held-out words', 'held-out negative'])).every(
        ({ ok }) => ok,
      ),
    ).toBe(true);
  });

  test('a single leak is too many', () => {
    expect(targetResults(evaluation([], 1)).at(-1)).toEqual({ name: 'leaks', value: 1, limit: 0, ok: false });
  });
});

test('the targets alone are a line each', () => {
  const lines = formatTargets(targetResults(evaluation(['sku'], 2)))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(Object.keys(targets).length + 1);
  expect(lines[0]).toBe('MISSED recall@5 sku: 0 (target at least 0.95)');
  expect(lines.at(-1)).toBe('MISSED leaks: 2 (target 0)');
});

describe('report', () => {
  const lines = formatReport(evaluation(['plural'])).split('\n');

  test('has a line for both searches in every class', () => {
    for (const queryClass of queryClasses) {
      expect(lines.filter((line) => line.startsWith(`${queryClass}  `))).toHaveLength(2);
    }
    expect(lines.find((line) => line.startsWith('exact'))).toMatch(/ours\s+1\.000 \[1\.00, 1\.00\]/);
  });

  test('names what was answered badly, and what was missed', () => {
    expect(lines).toContain('  plural: "uma plural" 0 (found 0)');
    expect(lines).toContain('MISSED recall@5 plural: 0 (target at least 0.95)');
    expect(lines).toContain('ok     leaks: 0 (target 0)');
  });

  test('says so when nothing was', () => {
    expect(formatReport(evaluation())).toContain('Every query was answered in full.');
  });
});
