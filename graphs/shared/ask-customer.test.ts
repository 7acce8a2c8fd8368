import { Command, END, MemorySaver, START, StateGraph } from '@langchain/langgraph';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { askCustomer, customerAnswerSchema, isRepeated } from './ask-customer.ts';
import { initially } from './initially.ts';

const state = z.object({
  turn: initially(z.string(), () => ''),
  heard: initially(z.array(z.string()), () => []),
});

/** Asks twice, one question after the other, as an order does whose total has changed. */
function conversation() {
  const ask = (message: string) => (values: z.infer<typeof state>) => {
    const { text, turn } = askCustomer({ kind: 'test', message }, values.turn);
    return { turn: turn || values.turn, heard: [...values.heard, `${message} ${text}`] };
  };
  const graph = new StateGraph(state)
    .addNode('first', ask('A?'))
    .addNode('second', ask('B?'))
    .addEdge(START, 'first')
    .addEdge('first', 'second')
    .addEdge('second', END)
    .compile({ checkpointer: new MemorySaver() });
  const run = { configurable: { thread_id: 't' } };
  const question = async () =>
    (await graph.getState(run)).tasks.flatMap(({ interrupts }) => interrupts)[0]?.value?.message;
  const go = async (input: object) => {
    const { heard = [] } = await graph.invoke(input, run);
    return { heard, question: await question() };
  };
  return { begin: () => go({}), answer: (given: unknown) => go(new Command({ resume: given })) };
}

describe('an answer', () => {
  test('goes to the question that was put', async () => {
    const { begin, answer } = conversation();
    expect(await begin()).toEqual({ heard: [], question: 'A?' });
    expect(await answer({ text: 'sim', turn: '1' })).toEqual({ heard: ['A? sim'], question: 'B?' });
    expect(await answer({ text: 'não', turn: '2' })).toEqual({
      heard: ['A? sim', 'B? não'],
      question: undefined,
    });
  });

  test('of a turn that is taken again does not pass for the answer to the next question', async () => {
    const { begin, answer } = conversation();
    await begin();
    await answer({ text: 'sim', turn: '1' });
    for (let time = 0; time < 3; time += 1) {
      expect(await answer({ text: 'sim', turn: '1' })).toEqual({ heard: ['A? sim'], question: 'B?' });
    }
    expect((await answer({ text: 'sim', turn: '2' })).heard).toEqual(['A? sim', 'B? sim']);
  });

  test('without a turn is a text of a client that does not repeat', async () => {
    const { begin, answer } = conversation();
    await begin();
    await answer('sim');
    expect((await answer('sim')).heard).toEqual(['A? sim', 'B? sim']);
  });
});

test('which forms an answer may have', () => {
  expect(customerAnswerSchema.parse('sim')).toEqual({ text: 'sim', turn: '' });
  expect(customerAnswerSchema.safeParse({ decision: 'approve' }).success).toBe(false);
  expect(isRepeated({ text: 'sim', turn: '' }, '')).toBe(false);
});
