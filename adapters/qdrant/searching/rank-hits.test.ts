import { describe, expect, test } from 'vitest';
import type { Evidence } from './evidence.ts';
import { type Found, rankHits } from './rank-hits.ts';
import type { StoredPayload } from './stored-payload.ts';

const payload = (id: string, text = ''): StoredPayload => ({ id, title: `Produto ${id}`, text });

/** Points in fused order, each with the coverage that the judge is to give it. */
function found(coverages: Record<string, number>, more: Partial<Found> = {}, heads: string[] = []) {
  const fused = Object.keys(coverages).map((pointId) => ({ pointId, payload: payload(pointId) }));
  const judge = ({ id }: StoredPayload): Evidence => ({
    coverage: coverages[id] ?? 0,
    matchedBy: ['words'],
    hasHead: heads.includes(id),
  });
  return (limit = 10) => rankHits({ byCode: [], fused, cosines: new Map(), ...more }, judge, limit);
}

const ids = (hits: ReturnType<typeof rankHits>) => hits.map(({ document }) => document.id);

test('the better evidence goes first; where it is equal, the fused rank decides', () => {
  expect(ids(found({ a: 0.6, b: 0.9, c: 0.6 })())).toEqual(['b', 'a', 'c']);
});

test('nothing is left of candidates without evidence', () => {
  expect(found({ a: 0.2, b: 0 })()).toEqual([]);
  expect(found({})()).toEqual([]);
});

test('what is far behind the best is left out', () => {
  expect(ids(found({ a: 1, b: 0.51, c: 0.45 })())).toEqual(['a', 'b']);
});

describe('where the thing itself is there', () => {
  test('other things with the same properties are no answer', () => {
    expect(ids(found({ bell: 0.6, drill: 0.5 }, {}, ['drill'])())).toEqual(['drill']);
    expect(ids(found({ bell: 0.6, lamp: 0.5 })())).toEqual(['bell', 'lamp']);
  });

  test('it must be a good match itself', () => {
    expect(ids(found({ bell: 0.6, drill: 0.3 }, {}, ['drill'])())).toEqual(['bell']);
  });

  test('what was asked for by its code, or means the same, stays', () => {
    const more = { byCode: [payload('code')], cosines: new Map([['near', 0.6]]) };
    expect(ids(found({ drill: 0.7, near: 0.1 }, more, ['drill'])())).toEqual(['code', 'drill', 'near']);
  });
});

test('a code goes before everything, and does not hide the rest', () => {
  const hits = found({ a: 1, b: 0.9 }, { byCode: [payload('b')] })();
  expect(ids(hits)).toEqual(['b', 'a']);
  expect(hits[0]).toMatchObject({ score: 1, matchedBy: ['sku'] });
});

test('a near meaning is evidence too', () => {
  const hits = found({ x: 0.1, y: 0.1 }, { cosines: new Map([['y', 0.72]]) })();
  expect(hits).toMatchObject([{ document: { id: 'y' }, score: 0.72, matchedBy: ['words', 'meaning'] }]);
});

test('a document is shown once, by its best part', () => {
  const parts = ['first', 'second'].map((text) => ({ pointId: text, payload: payload('long', text) }));
  const judge = ({ text }: StoredPayload): Evidence => ({
    coverage: text === 'second' ? 0.9 : 0.6,
    matchedBy: ['words'],
    hasHead: false,
  });
  const hits = rankHits({ byCode: [], fused: parts, cosines: new Map() }, judge, 10);
  expect(hits.map(({ document, score }) => [document.text, score])).toEqual([['second', 0.9]]);
});

test('gives no more than the limit, and scores that can be read', () => {
  const hits = found({ a: 0.987654, b: 0.9, c: 0.9 })(2);
  expect(hits).toHaveLength(2);
  expect(hits[0]?.score).toBe(0.988);
});
