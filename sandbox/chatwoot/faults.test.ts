import { expect, test } from 'vitest';
import { noFaults, takeFault } from './faults.ts';

const hang = { kind: 'hang' } as const;

test('nothing goes wrong unless it is asked for', () => {
  expect(noFaults()).toEqual({ rest: [], webhookCopies: 1, webhookJitterMs: 0 });
  expect(takeFault(noFaults(), 'GET /api')).toBeUndefined();
});

test('a fault is used once, by the first request that it fits', () => {
  const faults = { ...noFaults(), rest: [{ ...hang, match: /^POST / }] };
  expect(takeFault(faults, 'GET /api')).toBeUndefined();
  expect(takeFault(faults, 'POST /messages')).toMatchObject(hang);
  expect(takeFault(faults, 'POST /messages')).toBeUndefined();
});

test('faults for the same request are used in their order', () => {
  const faults = { ...noFaults(), rest: [{ ...hang }, { kind: 'cut' } as const] };
  expect(takeFault(faults, 'GET /')?.kind).toBe('hang');
  expect(takeFault(faults, 'GET /')?.kind).toBe('cut');
});

test('one that lets requests pass first counts only those that it fits', () => {
  const faults = { ...noFaults(), rest: [{ ...hang, match: /^POST /, after: 1 }] };
  expect(takeFault(faults, 'GET /')).toBeUndefined();
  expect(takeFault(faults, 'POST /')).toBeUndefined();
  expect(takeFault(faults, 'POST /')?.kind).toBe('hang');
});

test('while one waits for its time, the next may be due', () => {
  const faults = { ...noFaults(), rest: [{ ...hang, after: 5 }, { kind: 'cut' } as const] };
  expect(takeFault(faults, 'GET /')?.kind).toBe('cut');
  expect(faults.rest).toEqual([{ kind: 'hang', after: 4 }]);
});
