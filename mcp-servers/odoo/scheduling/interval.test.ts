import { describe, expect, test } from 'vitest';
import { slotsWithin, without } from './interval.ts';

const at = (start: number, end: number) => ({ start, end });
const day = [at(8, 12), at(13, 18)];

describe('without', () => {
  test.each([
    ['nothing', [], day],
    ['a meeting within', [at(9, 10)], [at(8, 9), at(10, 12), at(13, 18)]],
    ['a meeting over the break', [at(11, 14)], [at(8, 11), at(14, 18)]],
    ['one that begins before', [at(7, 9)], [at(9, 12), at(13, 18)]],
    ['one that ends after', [at(17, 20)], [at(8, 12), at(13, 17)]],
    ['one that only touches', [at(12, 13), at(7, 8)], day],
    ['two that overlap', [at(9, 11), at(10, 12)], [at(8, 9), at(13, 18)]],
    ['the whole day', [at(0, 24)], []],
  ])('leaves what is free: %s', (_name, taken, left) => {
    expect(without(day, taken)).toEqual(left);
  });
});

describe('slotsWithin', () => {
  test('fills the open time', () => {
    expect(slotsWithin([at(8, 10)], 1, 1)).toEqual([at(8, 9), at(9, 10)]);
    expect(slotsWithin([at(8, 10)], 1, 0.5)).toEqual([at(8, 9), at(8.5, 9.5), at(9, 10)]);
  });

  test('leaves out what is too short', () => {
    expect(slotsWithin([at(8, 9), at(13, 15)], 2, 1)).toEqual([at(13, 15)]);
    expect(slotsWithin([], 1, 1)).toEqual([]);
  });

  test('is in order', () => {
    expect(slotsWithin([at(13, 14), at(8, 9)], 1, 1)).toEqual([at(8, 9), at(13, 14)]);
  });
});
