import { cpus } from 'node:os';
import { watchStolenTime } from './processor-time.ts';
import { rounded } from './statistics.ts';

/** The options that every bench has, for `parseArgs`. */
export const reportOptions = {
  /** Exit with 1 where a target is missed. */
  check: { type: 'boolean', default: false },
  /** Print the targets as JSON and nothing else. */
  json: { type: 'boolean', default: false },
} as const;

/** A figure that must not be above its limit. */
export interface Target {
  name: string;
  value: number;
  limit: number;
  ok: boolean;
}

export interface Report {
  note(line: string): void;
  table(title: string, rows: readonly Record<string, unknown>[]): void;
  /** A figure in the unit that its name tells; one that could not be measured (NaN) misses its target. */
  target(name: string, value: number, limit: number): void;
  /** Prints the targets and, with `check`, makes the process exit with 1 where one is missed. */
  finish(): void;
}

/** @param print where a line goes; standard output by default. */
export function openReport(
  { check, json }: { check: boolean; json: boolean },
  print: (line: string) => void = console.log,
): Report {
  const targets: Target[] = [];
  const note = (line: string) => {
    if (!json) print(line);
  };
  const table = (title: string, rows: readonly Record<string, unknown>[]) => {
    note(`\n${title}`);
    for (const line of linesOf(rows)) note(line);
  };

  const stolen = watchStolenTime();
  note(conditions());
  return {
    note,
    table,
    target: (name, value, limit) =>
      targets.push({ name, value: rounded(value), limit, ok: rounded(value) <= limit }),
    finish() {
      const share = stolen();
      if (share)
        note(`\nThe host of this machine took ${rounded(share * 100)} % of its processors for others.`);
      table(
        'Targets',
        targets.map(({ ok, ...target }) => ({ ...target, '': ok ? 'ok' : 'MISSED' })),
      );
      if (json) print(JSON.stringify({ targets }));
      if (check && targets.some(({ ok }) => !ok)) process.exitCode = 1;
    },
  };
}

/** What the figures depend on. */
function conditions(): string {
  const [first] = cpus();
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${date} UTC, Node ${process.version}, ${cpus().length} × ${first?.model.trim() ?? 'unknown CPU'}`;
}

/** Columns as wide as their widest value; numbers to the right. */
function linesOf(rows: readonly Record<string, unknown>[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  const isNumber = columns.map((column) => rows.every((row) => typeof row[column] === 'number'));
  return cells.map((line) =>
    line
      .map((cell, index) =>
        isNumber[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
