import { beforeAll, expect, test } from 'vitest';
import { readDialogues } from './read-dialogues.ts';
import { type DialogueResult, runDialogues } from './run-dialogues.ts';

/** Every dialogue on the demo model, side by side; with a real one: `npm run eval:conversations`. */
const dialogues = readDialogues();
const results = new Map<string, DialogueResult>();

beforeAll(async () => {
  const played = await runDialogues(dialogues, { variables: {}, runs: 1, atOnce: 8 });
  for (const result of played.results) results.set(result.dialogue.name, result);
}, 600_000);

test.each(dialogues.map((each) => [each.name, each.class, each.shows]))('%s (%s): %s', (name) => {
  expect(results.get(name)?.failures).toEqual([]);
});

test('what the model has cost is known of each', () => {
  const free = [...results.values()]
    .filter(({ tokens }) => tokens === 0)
    .map(({ dialogue }) => dialogue.name);
  // Where nothing is read by a model, or before one could be asked.
  expect(free.sort()).toEqual(['audio-unheard', 'handoff-words', 'image']);
});
