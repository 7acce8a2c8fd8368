import { AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { JsonPlusSerializer, type SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { QuickSerializer } from './quick-serializer.ts';
import { dumpTyped, loadElements, loadTyped } from './typed-value.ts';

const serde = new QuickSerializer();
/** What it must write and read alike. */
const general = new JsonPlusSerializer();

/** As Redis hands it out. */
async function stored(value: unknown): Promise<Buffer> {
  const dumped = await dumpTyped(serde, value);
  return typeof dumped === 'string' ? Buffer.from(dumped) : dumped;
}

describe('dumpTyped', () => {
  const circle: { round?: unknown } = {};
  circle.round = circle;
  const selfHolding = new AIMessage('oi');
  selfHolding.additional_kwargs.self = selfHolding;
  it.each<[string, unknown]>([
    ['text', 'olá \0 "\ud800'],
    ['numbers', [0, -1.5, Number.NaN, 1e21]],
    ['what metadata holds', { source: 'loop', step: 3, parents: {}, writes: null }],
    ['undefined', { a: undefined }],
    ['a message', new HumanMessage({ id: '1', content: 'olá', additional_kwargs: { lc: 1 } })],
    ['a message with undefined inside', new AIMessage({ content: '', additional_kwargs: { a: undefined } })],
    [
      'a message that holds a message',
      new AIMessage({ content: '', additional_kwargs: { a: new AIMessage('b') } }),
    ],
    ['a message that holds itself', selfHolding],
    ['messages in an object', { messages: [new AIMessage('oi')] }],
    ['a model, which has secrets', new FakeListChatModel({ responses: ['a'] })],
    ['one deep inside', [{ a: [new Map([[1, 2]])] }]],
    ['a task to send', { lg_name: 'Send', node: 'a', args: { b: 1 }, more: true }],
    ['a way to write itself', { toJSON: () => 'as text' }],
    ['dates, bytes and large integers', [new Date(0), new Uint8Array([1])]],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
    ['a circle', circle],
    ['a function', { f: () => 1 }],
  ])('writes the bytes of the serializer for %s', async (_what, value) => {
    const written = await dumpTyped(serde, value, 'head');
    const [type, bytes] = await general.dumpsTyped(value);
    expect(type).toBe('json');
    expect(Buffer.from(written as string).toString()).toBe(`head\0${Buffer.from(bytes)}`);
  });

  it('leaves everything to a serializer of another kind', async () => {
    const sealed: SerializerProtocol = {
      dumpsTyped: async () => ['sealed', Buffer.of(1)],
      loadsTyped: async () => undefined,
    };
    expect(await dumpTyped(sealed, 'plain')).toEqual(Buffer.from('sealed\0\x01'));
  });
});

describe('dumpTyped and loadTyped', () => {
  it('keep any value that the serializer knows', async () => {
    const values = [
      null,
      undefined,
      0,
      'text\0with nul',
      { a: [1] },
      new Map([[1, 2]]),
      new Uint8Array([0, 1]),
    ];
    for (const value of [...values, new AIMessage('oi')]) {
      expect(await loadTyped(serde, await stored(value))).toEqual(value);
    }
  });

  it('hand out bytes that are no view of the reply', async () => {
    const reply = await stored(new Uint8Array([1, 2, 3]));
    const loaded = (await loadTyped(serde, reply)) as Uint8Array;
    reply.fill(0);
    expect([...loaded]).toEqual([1, 2, 3]);
  });

  it('say so when a value cannot be read', async () => {
    for (const broken of ['\0{broken', 'unknown-type\0{}']) {
      await expect(loadTyped(serde, Buffer.from(broken))).rejects.toMatchObject({
        code: 'unreadable_value',
        written: 'no',
        cause: expect.any(Error),
      });
    }
  });
});

describe('loadElements', () => {
  const dumpAll = (values: unknown[]) => Promise.all(values.map(stored));

  it('reads messages as the serializer does, which walks through each', async () => {
    const values = [
      new HumanMessage({ id: '1', content: 'olá "lc":2 \\ \0 ção' }),
      new AIMessage({
        content: [{ type: 'text', text: 'oi' }],
        tool_calls: [
          { id: 'call', name: 'tool', args: { deep: [{ lc: 1, type: 'constructor', id: ['a'] }] } },
        ],
        usage_metadata: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
      }),
      new AIMessage({ content: 'oi', additional_kwargs: { left: undefined, kept: [1, null] } }),
      new ToolMessage({ tool_call_id: 'call', content: 'done', artifact: { rows: [{ id: 1 }] } }),
      { a: 1 },
      new Set([1]),
      [undefined],
    ];
    const elements = await dumpAll(values);
    const runs = [{ start: 5, count: values.length }];
    const read = await loadElements(serde, elements, runs);
    expect(read).toEqual(await loadElements(general, elements, runs));
    expect(read.map((value) => value?.constructor)).toEqual(values.map((value) => value.constructor));
  });

  it('never leaves out what is missing or was pruned', async () => {
    const elements = await dumpAll([{ a: 1 }]);
    const missing = loadElements(serde, elements, [{ start: 0, count: 2 }]);
    await expect(missing).rejects.toMatchObject({ code: 'incomplete_thread' });
    const pruned = loadElements(serde, [...elements, Buffer.of()], [{ start: 0, count: 2 }]);
    await expect(pruned).rejects.toThrow('1 elements of an array');
  });
});
