import { expect, test } from 'vitest';
import type { DeadLetter } from '#crews/queue/turn-queue.ts';
import { letterText, letterView, listText, statsText } from './show-letters.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const letter = (agoMs: number): DeadLetter => ({
  id: 'id-1',
  turn: {
    turnId: 'id-1',
    conversationKey: 'main:1:10',
    tenant: 'main',
    attempt: 5,
    messages: [{ content: 'oi' }, { content: 'tem trena?' }],
  },
  error: { code: 'timeout', message: 'It took too long.', retryable: true, fix: 'Look at the model.' },
  diedAt: now - agoMs,
});

test.each([
  [45_000, '45 s'],
  [12 * 60_000, '12 min'],
  [3 * 3_600_000, '3 h'],
  [2 * 86_400_000, '2 d'],
  [-5_000, '0 s'],
])('the age of %d ms is told as %s', (agoMs, expected) => {
  expect(listText([letter(agoMs)], 1, now)).toContain(` ${expected} `);
});

test('the list says when there is none, and when there are more', () => {
  expect(listText([], 0)).toBe('No dead letters.\n');
  expect(listText([letter(0)], 3, now)).toMatch(/and 2 more \(--limit\)\n$/);
});

test('a letter tells why it died, after how many attempts, and what to do', () => {
  const text = letterText(letter(60_000), now);
  expect(text).toContain('timeout: It took too long.');
  expect(text).toContain('2026-03-02T11:59:00.000Z (1 min ago), after 5 attempts');
  expect(text).toContain('Look at the model.');
  expect(text).toContain('  {"content":"tem trena?"}');
  expect(letterView(letter(0), now)).toMatchObject({ messages: 2, attempts: 5 });
});

test('the counts are one line', () => {
  expect(statsText({ waiting: 2, active: 1, dead: 3, oldestWaitingMs: 61_000 })).toBe(
    '2 waiting, 1 running, the oldest for 1 min; 3 dead\n',
  );
});
