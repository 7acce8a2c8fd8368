import type { StateSnapshot } from '@langchain/langgraph';
import { describe, expect, test } from 'vitest';
import { isUnderWay, outcomeOf, outcomeOfRun, questionOf, valuesOf } from './thread-state.ts';

/** A thread with these values that waits in these interrupts. */
function state(values: object, ...interrupts: unknown[]): StateSnapshot {
  const tasks = interrupts.map((value, index) => ({
    id: `task-${index}`,
    name: 'ask',
    interrupts: [{ id: `interrupt-${index}`, value }],
  }));
  return {
    values,
    next: tasks.map(({ name }) => name),
    tasks,
    config: {},
  } as unknown as StateSnapshot;
}

const approval = {
  kind: 'approval',
  message: 'Aviso você assim que sair.',
  reason: { code: 'total_above_limit', value: 900, limit: 500 },
  customer: { partner_id: 7, name: 'Maria' },
  order: { order_id: 3, name: 'S00003' },
  total: 900,
  currency: 'BRL',
};

describe('what a turn came to', () => {
  test('is the reply of a thread that has ended', () => {
    expect(outcomeOf(state({ reply: 'Olá!' }))).toEqual({ reply: 'Olá!', handoff: null, approval: null });
  });

  test('is the handoff that the graph decided, with its team', () => {
    const handoff = { reason: 'pediu', summary: 'tudo', team: 2 };
    expect(outcomeOf(state({ reply: 'Certo!', handoff }))).toMatchObject({ reply: 'Certo!', handoff });
  });

  test('is the question of a thread that waits, whatever the last reply was', () => {
    const waiting = state({ reply: 'antigo' }, { kind: 'order_confirmation', message: 'Posso confirmar?' });
    expect(outcomeOf(waiting)).toEqual({ reply: 'Posso confirmar?', handoff: null, approval: null });
  });

  test('is an approval with what operators must know of it', () => {
    expect(outcomeOf(state({}, approval))).toEqual({
      reply: 'Aviso você assim que sair.',
      handoff: null,
      approval: {
        id: 'interrupt-0',
        customer: { name: 'Maria' },
        order: { name: 'S00003' },
        total: 900,
        currency: 'BRL',
      },
    });
  });

  test('is the same from what the run itself returned', () => {
    const asked = [{ id: 'interrupt-0', value: approval }];
    expect(outcomeOfRun({ reply: 'antigo', __interrupt__: asked })).toEqual(outcomeOf(state({}, approval)));
    const handoff = { reason: 'pediu', summary: 'tudo', team: 2 };
    const values = { reply: 'Certo!', handoff };
    expect(outcomeOfRun(values)).toEqual(outcomeOf(state(values)));
    expect(outcomeOfRun({ __interrupt__: 'nonsense' })).toMatchObject({ reply: '', approval: null });
  });

  test('is nothing for a thread that has not begun', () => {
    expect(outcomeOf(state({}))).toEqual({ reply: '', handoff: null, approval: null });
    expect(valuesOf(state({})).turn).toBe('');
  });
});

describe('the open question', () => {
  test('is the first that has words for the customer', () => {
    expect(questionOf(state({}, { for: 'programs' }, { message: 'Qual?' }))).toEqual({
      message: 'Qual?',
      approval: null,
    });
  });

  test('is none where nothing waits', () => {
    expect(questionOf(state({ reply: 'Olá!' }))).toBeUndefined();
    expect(questionOf(state({}, 'words'))).toBeUndefined();
  });
});

test('a thread is under way while steps are left, one whose writes are kept without their checkpoint too', () => {
  expect(isUnderWay(state({}))).toBe(false);
  expect(isUnderWay(state({}, 'a question'))).toBe(true);
  const kept: StateSnapshot = { ...state({}, 'a question'), next: [] };
  expect(isUnderWay(kept)).toBe(true);
});
