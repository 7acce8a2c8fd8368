import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';
import { expect, test } from 'vitest';
import { QuickSerializer } from './quick-serializer.ts';

const [quick, general] = [new QuickSerializer(), new JsonPlusSerializer()];

test.each<[string, unknown]>([
  ['null', null],
  ['undefined', undefined],
  ['text', 'olá'],
  ['bytes', new Uint8Array([1, 2])],
  ['a map', new Map([[1, { a: 2 }]])],
  ['a message', new HumanMessage({ id: '1', content: 'olá' })],
  ['a message with undefined inside', new AIMessage({ content: '', additional_kwargs: { a: undefined } })],
  ['messages in an array', [new AIMessage('oi'), { a: 1 }]],
])(
  '%s has the bytes of the general serializer, and each reads what the other wrote',
  async (_what, value) => {
    const [[type, bytes], [expectedType, expected]] = [
      await quick.dumpsTyped(value),
      await general.dumpsTyped(value),
    ];
    expect([type, Buffer.from(bytes)]).toEqual([expectedType, Buffer.from(expected)]);
    const read = await quick.loadsTyped(type, bytes);
    expect(read).toEqual(await general.loadsTyped(type, bytes));
    expect(read?.constructor).toBe(value?.constructor);
  },
);
