import type { SyncReport } from '#graphs/catalog-sync/state.ts';

/** What a token of an embedding model holds of a Portuguese text, about. */
const charactersPerToken = 4;

/** The report of a sync for a terminal. */
export function formatSyncReport(
  report: SyncReport,
  { dryRun, resumed, seconds }: { dryRun: boolean; resumed: boolean; seconds: number },
): string {
  const lines: [name: string, value: number | string][] = [
    ['read from Odoo', `${report.read} (${report.scope})`],
    ['text changed', report.rewritten],
    ['price, code or the like changed', report.payload_only],
    ['unchanged', report.unchanged],
    ['deleted', report.deleted],
    ['embeddings', `${report.embedded} (about ${tokensOf(report)} tokens)`],
    ['passages rebuilt', report.rebuilt],
  ];
  const title = `Catalogue ${dryRun ? 'would be ' : ''}in step with Odoo${resumed ? ', a run that was cut short was gone on with' : ''} (${seconds.toFixed(1)} s)`;
  return [
    title,
    ...lines.map(([name, value]) => `  ${name.padEnd(32)}${value}`),
    ...report.examples.map((example) => `  - ${example}`),
    ...(report.held_back > 0
      ? [
          `  ${report.held_back} products are gone in Odoo. That is more than a fifth of the catalogue, so they were kept:`,
          '  check the rights of the Odoo user and the database; where it is right, run again with --allow-mass-deletion.',
        ]
      : []),
    '',
  ].join('\n');
}

function tokensOf({ embedded_characters }: SyncReport): number {
  return Math.ceil(embedded_characters / charactersPerToken);
}
