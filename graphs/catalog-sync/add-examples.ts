import type { SyncReport } from './state.ts';

const mostExamples = 20;

/** The report with the first of some changes named; twenty in all. */
export function addExamples(report: SyncReport, what: string, products: string[]): SyncReport {
  const room = Math.max(0, mostExamples - report.examples.length);
  const named = products.slice(0, room).map((product) => `${what}: ${product}`);
  return { ...report, examples: [...report.examples, ...named] };
}
