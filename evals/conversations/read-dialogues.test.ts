import { expect, test } from 'vitest';
import { dialogueClasses } from './dialogue.ts';
import { parseDialogue, readDialogues } from './read-dialogues.ts';

test('there are dialogues of every class, and no two show the same', () => {
  const dialogues = readDialogues();
  expect(dialogues.length).toBeGreaterThanOrEqual(40);
  expect(new Set(dialogues.map((dialogue) => dialogue.class))).toEqual(new Set(dialogueClasses));
  expect(new Set(dialogues.map(({ shows }) => shows)).size).toBe(dialogues.length);
});

test('words are patterns without regard to capitals', () => {
  const { steps } = parseDialogue(
    'one.yaml',
    '{ class: order, shows: it, steps: [{ customer: oi, reply: [olá] }] }',
  );
  expect(steps).toMatchObject([{ customer: ['oi'], reply: [/olá/iu], silent: false, tools: [] }]);
});

test.each([
  ['an unknown class', '{ class: orders, shows: it, steps: [{ customer: oi }] }'],
  ['no steps', '{ class: order, shows: it, steps: [] }'],
  ['a misspelled expectation', '{ class: order, shows: it, steps: [{ customer: oi, replies: [olá] }] }'],
  ['a number for words', '{ class: order, shows: it, steps: [{ customer: 2 }] }'],
  ['what is no tool', '{ class: order, shows: it, steps: [{ customer: oi, tools: [confirm] }] }'],
])('%s is told with the name of the file', (_, text) => {
  expect(() => parseDialogue('one.yaml', text)).toThrow(/^one\.yaml: /);
});
