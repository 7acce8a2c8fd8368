import { expect, test } from 'vitest';
import { emptyReport } from '#graphs/catalog-sync/state.ts';
import { formatSyncReport } from './sync-report.ts';

const run = { dryRun: false, resumed: false, seconds: 1.26 };

test('tells every count', () => {
  const counts = {
    read: 11,
    rewritten: 12,
    payload_only: 13,
    unchanged: 14,
    deleted: 15,
    embedded: 16,
    rebuilt: 17,
  };
  const text = formatSyncReport({ ...emptyReport, ...counts }, run);
  for (const count of Object.values(counts)) expect(text).toMatch(new RegExp(`\\s${count}\\b`));
  expect(text).toMatch(/^Catalogue in step with Odoo \(1\.3 s\)\n {2}read from Odoo +11 \(everything\)\n/);
});

test('tells what the embedding model was given', () => {
  const text = formatSyncReport({ ...emptyReport, embedded: 3, embedded_characters: 401 }, run);
  expect(text).toMatch(/embeddings +3 \(about 101 tokens\)/);
});

test('tells a dry run and one that was gone on with', () => {
  expect(formatSyncReport(emptyReport, { ...run, dryRun: true })).toMatch(/^Catalogue would be in step/);
  expect(formatSyncReport(emptyReport, { ...run, resumed: true })).toContain('cut short');
});

test('names examples', () => {
  const text = formatSyncReport({ ...emptyReport, examples: ['text: 1 Vaso'] }, run);
  expect(text).toContain('\n  - text: 1 Vaso\n');
});

test('says what to do about deletions that were held back', () => {
  expect(formatSyncReport({ ...emptyReport, held_back: 30 }, run)).toMatch(
    /30 products are gone[\s\S]*check the rights[\s\S]*--allow-mass-deletion/,
  );
  expect(formatSyncReport(emptyReport, run)).not.toContain('gone in Odoo');
});
