import { expect, test } from 'vitest';
import { takeUndisturbed } from './undisturbed.ts';

/** A host that takes this share of each measurement, in turns. */
function hostTaking(...shares: (number | undefined)[]) {
  let round = -1;
  return () => {
    round += 1;
    return () => shares[round % shares.length];
  };
}

const take = async (round: number) => round;

test('measures again where the host took time', async () => {
  const taken = await takeUndisturbed(3, take, 1_000, hostTaking(0, 0.2, 0.01));
  expect(taken).toEqual({ samples: [0, 3, 6], leftOut: 4 });
});

test('takes every measurement where nobody knows what the host took', async () => {
  expect(await takeUndisturbed(2, take, 1_000, hostTaking(undefined))).toEqual({
    samples: [0, 1],
    leftOut: 0,
  });
});

test('ends after a bounded number of tries, and when its time is up', async () => {
  expect(await takeUndisturbed(2, take, 1_000, hostTaking(0.5))).toEqual({ samples: [], leftOut: 24 });
  expect(await takeUndisturbed(2, take, 0, hostTaking(0))).toEqual({ samples: [], leftOut: 0 });
});
