import { expect, test } from 'vitest';
import type { Principal } from '#identity/principal.ts';
import { type Answer, createOpenQuestions } from './open-questions.ts';

const ana: Principal = { subject: 'ana', tenant: 'main', scopes: ['*'] };
const answerTo = (id: string): Answer => ({ jsonrpc: '2.0', id, result: { action: 'accept' } });

test('an answer reaches who asked, once', () => {
  const questions = createOpenQuestions();
  const received: Answer[] = [];
  const id = questions.open(ana, (answer) => received.push(answer));
  expect(questions.answer(ana, answerTo(id))).toBe(true);
  expect(questions.answer(ana, answerTo(id))).toBe(false);
  expect(received).toEqual([answerTo(id)]);
});

test.each([
  ['of another subject', { ...ana, subject: 'bob' }],
  ['of another tenant', { ...ana, tenant: 'other' }],
  ['who acts for another customer', { ...ana, customer: { partner: 7 } }],
  ['who acts in another conversation', { ...ana, conversation: { account: 1, id: 2 } }],
])('a principal %s cannot answer, and takes nothing from who can', (_, other) => {
  const questions = createOpenQuestions();
  const received: Answer[] = [];
  const id = questions.open(ana, (answer) => received.push(answer));
  expect(questions.answer(other, answerTo(id))).toBe(false);
  expect(questions.answer({ ...ana, scopes: ['fixture:read'] }, answerTo(id))).toBe(true);
  expect(received).toHaveLength(1);
});

test('a question that was closed is not answered any more', () => {
  const questions = createOpenQuestions();
  const id = questions.open(ana, () => expect.unreachable());
  questions.close(id);
  expect(questions.answer(ana, answerTo(id))).toBe(false);
});

test('ids cannot be guessed, and a thousand questions are the most', () => {
  const questions = createOpenQuestions();
  const ids = Array.from({ length: 1_000 }, () => questions.open(ana, () => undefined));
  expect(new Set(ids).size).toBe(1_000);
  expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-/);
  expect(() => questions.open(ana, () => undefined)).toThrow(/Too many questions/);
  questions.close(ids[0] ?? '');
  expect(() => questions.open(ana, () => undefined)).not.toThrow();
});
