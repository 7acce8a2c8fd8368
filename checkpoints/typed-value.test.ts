import { AIMessage } from '@langchain/core/messages';
import { JsonPlusSerializer } from '@langchain/langgraph-checkpoint';
import { describe, expect, it } from 'vitest';
import { dumpTyped, loadElements, loadTyped } from './typed-value.ts';

const serde = new JsonPlusSerializer();

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
      expect(await loadTyped(serde, await dumpTyped(serde, value))).toEqual(value);
    }
  });

  it('hand out bytes that are no view of the reply', async () => {
    const stored = await dumpTyped(serde, new Uint8Array([1, 2, 3]));
    const loaded = (await loadTyped(serde, stored)) as Uint8Array;
    stored.fill(0);
    expect([...loaded]).toEqual([1, 2, 3]);
  });

  it('say so when a value cannot be read', async () => {
    for (const stored of ['\0{broken', 'unknown-type\0{}']) {
      await expect(loadTyped(serde, Buffer.from(stored))).rejects.toMatchObject({
        code: 'unreadable_value',
        written: 'no',
        cause: expect.any(Error),
      });
    }
  });
});

describe('loadElements', () => {
  const dumpAll = (values: unknown[]) => Promise.all(values.map((value) => dumpTyped(serde, value)));

  it('reads many at once just as it reads them one by one', async () => {
    const values = [{ a: 1 }, new AIMessage('oi'), new Set([1]), [undefined]];
    const elements = await dumpAll(values);
    const runs = [{ start: 5, count: 4 }];
    expect(await loadElements(serde, elements, runs)).toEqual(values);
    const other = { dumpsTyped: serde.dumpsTyped.bind(serde), loadsTyped: serde.loadsTyped.bind(serde) };
    expect(await loadElements(other, elements, runs)).toEqual(values);
    const mixed = await dumpAll([{ a: 1 }, new Uint8Array([1])]);
    expect(await loadElements(serde, mixed, [{ start: 0, count: 2 }])).toEqual([
      { a: 1 },
      new Uint8Array([1]),
    ]);
  });

  it('never leaves out what is missing or was pruned', async () => {
    const elements = await dumpAll([{ a: 1 }]);
    const missing = loadElements(serde, elements, [{ start: 0, count: 2 }]);
    await expect(missing).rejects.toMatchObject({ code: 'incomplete_thread' });
    const pruned = loadElements(serde, [...elements, Buffer.of()], [{ start: 0, count: 2 }]);
    await expect(pruned).rejects.toThrow('1 elements of an array');
  });
});
