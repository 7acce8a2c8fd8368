import { type DialogueClass, dialogueClasses } from './dialogue.ts';
import type { Failure } from './judge.ts';
import { mean, passAll } from './pass-rates.ts';
import type { DialogueResult } from './run-dialogues.ts';

/** What came of the dialogues of one class, or of all. */
export interface ClassReport {
  class: DialogueClass | 'all';
  dialogues: number;
  runs: number;
  /** The share of runs without any failure; of those in which all was done that had to be, and of all that was said. */
  passed: number;
  effects: number;
  words: number;
  /** For 1, 2, … runs of each dialogue: how likely all of them pass. */
  passAll: number[];
  /** Of a run, on average. Money is in the currency of OPENAI_PRICES, 0 without. */
  tokens: number;
  money: number;
  seconds: number;
}

export interface Report {
  model: string;
  /** Runs of each dialogue. */
  runs: number;
  classes: ClassReport[];
  tokens: number;
  money: number;
  failures: (Failure & { dialogue: string; run: number })[];
}

/** @param runs of each dialogue, in turns: the first run of all, the second of all, … */
export function reportOf(
  results: readonly DialogueResult[],
  { model, runs }: { model: string; runs: number },
): Report {
  const present = dialogueClasses.filter((each) => results.some(({ dialogue }) => dialogue.class === each));
  const total = (count: (result: DialogueResult) => number) =>
    results.reduce((sum, result) => sum + count(result), 0);
  const perRun = results.length / runs;
  return {
    model,
    runs,
    classes: [
      ...present.map((each) =>
        ofClass(
          each,
          results.filter(({ dialogue }) => dialogue.class === each),
          runs,
        ),
      ),
      ofClass('all', results, runs),
    ],
    tokens: total(({ tokens }) => tokens),
    money: total(({ money }) => money),
    failures: results.flatMap(({ dialogue, failures }, index) =>
      failures.map((failure) => ({
        ...failure,
        dialogue: dialogue.name,
        run: Math.floor(index / perRun) + 1,
      })),
    ),
  };
}

function ofClass(name: ClassReport['class'], results: readonly DialogueResult[], runs: number): ClassReport {
  const share = (isGood: (failures: Failure[]) => boolean) =>
    mean(results.map(({ failures }) => Number(isGood(failures))));
  const byDialogue = Map.groupBy(results, ({ dialogue }) => dialogue.name);
  const counts = [...byDialogue.values()].map((made) => ({
    made: made.length,
    passed: made.filter(({ failures }) => failures.length === 0).length,
  }));
  return {
    class: name,
    dialogues: byDialogue.size,
    runs: results.length,
    passed: share((failures) => failures.length === 0),
    effects: share((failures) => failures.every(({ kind }) => kind !== 'effect')),
    words: share((failures) => failures.every(({ kind }) => kind !== 'words')),
    passAll: Array.from({ length: runs }, (_, k) => mean(counts.map((count) => passAll(count, k + 1)))),
    tokens: mean(results.map(({ tokens }) => tokens)),
    money: mean(results.map(({ money }) => money)),
    seconds: mean(results.map(({ seconds }) => seconds)),
  };
}

/** The table by class, what the model cost, and each failure. */
export function formatReport({ model, runs, classes, tokens, money, failures }: Report): string {
  const header = [
    'class',
    'dialogues',
    'effects',
    'words',
    ...Array.from({ length: runs }, (_, k) => `pass^${k + 1}`),
    'tokens',
    'cost',
    'seconds',
  ];
  const rows = classes.map((each) => [
    each.class,
    String(each.dialogues),
    percent(each.effects),
    percent(each.words),
    ...each.passAll.map(percent),
    each.tokens.toFixed(0),
    cost(each.money),
    each.seconds.toFixed(1),
  ]);
  return [
    `${model}, ${runs} ${runs === 1 ? 'run' : 'runs'} of each dialogue; tokens, cost and seconds are of one run.`,
    '',
    ...aligned([header, ...rows]),
    '',
    `In all ${tokens} tokens, cost ${cost(money)}.`,
    ...failures.map(
      ({ dialogue, run, kind, step, text }) =>
        `${dialogue}, run ${run}, ${step === 0 ? 'at the end' : `step ${step}`} (${kind}): ${text}`,
    ),
    '',
  ].join('\n');
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
const cost = (money: number) => (money === 0 ? '-' : money.toFixed(4));

function aligned(table: string[][]): string[] {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
