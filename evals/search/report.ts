import { type Estimate, estimateMean } from './bootstrap.ts';
import type { Evaluation, Judgement } from './evaluate.ts';
import { type QueryClass, queryClasses } from './judged-queries.ts';
import type { QueryScores } from './metrics.ts';
import { targets } from './targets.ts';

/** A target with what was reached. */
export interface TargetResult {
  name: string;
  value: number;
  limit: number;
  ok: boolean;
}

/** Every target, that no answer holds another tenant's document among them. */
export function targetResults({ ours, leaks }: Evaluation): TargetResult[] {
  const recalls = queryClasses.flatMap((queryClass): TargetResult[] => {
    const limit = targets[queryClass];
    if (limit === undefined) return [];
    const value = estimateOf(ours, queryClass, 'recallAt5').mean;
    return [{ name: `recall@5 ${queryClass}`, value, limit, ok: value >= limit }];
  });
  return [...recalls, { name: 'leaks', value: leaks, limit: 0, ok: leaks === 0 }];
}

/** The table by class, the queries that were answered worst, and the targets. */
export function formatReport(evaluation: Evaluation): string {
  return [
    'Each value with its 95 % interval; of negative queries the share answered by "no good match".',
    '',
    table(evaluation),
    '',
    ...failures(evaluation.ours),
    '',
    formatTargets(targetResults(evaluation)),
  ].join('\n');
}

/** A line for each target. */
export function formatTargets(results: TargetResult[]): string {
  const lines = results.map(({ name, value, limit, ok }) => {
    const goal = `${name === 'leaks' ? '' : 'at least '}${limit}`;
    return `${ok ? 'ok    ' : 'MISSED'} ${name}: ${round(value)} (target ${goal})\n`;
  });
  return lines.join('');
}

const columns: [title: string, score: keyof QueryScores][] = [
  ['recall@5', 'recallAt5'],
  ['MRR', 'reciprocalRank'],
  ['nDCG@10', 'ndcgAt10'],
];

function table({ ours, plain }: Evaluation): string {
  const header = ['class', 'queries', 'search', ...columns.map(([title]) => title)];
  const rows = queryClasses.flatMap((queryClass) =>
    (
      [
        ['ours', ours],
        ['plain BM25', plain],
      ] as const
    ).map(([name, judgements]) => [
      queryClass,
      String(judgements.filter(({ query }) => query.class === queryClass).length),
      name,
      ...columns.map(([, score]) => formatEstimate(estimateOf(judgements, queryClass, score))),
    ]),
  );
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [header, ...rows].map((cells) => line(cells).trimEnd()).join('\n');
}

function failures(judgements: Judgement[]): string[] {
  const failed = judgements.filter(({ scores }) => scores.recallAt5 < 1);
  if (failed.length === 0) return ['Every query was answered in full.'];
  return [
    'Answered in part or not at all:',
    ...failed.map(
      ({ query, found, scores }) =>
        `  ${query.class}: "${query.query}" ${round(scores.recallAt5)} (found ${found.length})`,
    ),
  ];
}

function estimateOf(judgements: Judgement[], queryClass: QueryClass, score: keyof QueryScores): Estimate {
  const chosen = judgements.filter(({ query }) => query.class === queryClass);
  return estimateMean(chosen.map(({ scores }) => scores[score]));
}

function formatEstimate({ mean, low, high }: Estimate): string {
  return `${mean.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
