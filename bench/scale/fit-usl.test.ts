import { expect, test } from 'vitest';
import { fitLaw, peakOf, type Sample, type ScalabilityLaw, throughputAt } from './fit-usl.ts';

const samplesOf = (law: ScalabilityLaw, ...processes: number[]): Sample[] =>
  processes.map((each) => ({ processes: each, throughput: throughputAt(law, each) }));

test('a system without contention grows in a straight line', () => {
  const law = fitLaw(samplesOf({ lambda: 5, sigma: 0, kappa: 0 }, 1, 2, 4));
  expect(law.lambda).toBeCloseTo(5);
  expect(law.sigma).toBeCloseTo(0);
  expect(law.kappa).toBeCloseTo(0);
  expect(throughputAt(law, 10)).toBeCloseTo(50);
  expect(peakOf({ lambda: 5, sigma: 0, kappa: 0 })).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  { lambda: 5, sigma: 0.1, kappa: 0 },
  { lambda: 12, sigma: 0.05, kappa: 0.01 },
  { lambda: 0.3, sigma: 0.4, kappa: 0.002 },
])('finds the law that made the samples: %j', (law) => {
  const found = fitLaw(samplesOf(law, 1, 2, 4));
  expect(found.lambda).toBeCloseTo(law.lambda);
  expect(found.sigma).toBeCloseTo(law.sigma);
  expect(found.kappa).toBeCloseTo(law.kappa);
});

test('one core for all, as Amdahl has it, is a contention of 1', () => {
  const { sigma } = fitLaw([1, 2, 4].map((processes) => ({ processes, throughput: 7 })));
  expect(sigma).toBeCloseTo(1);
});

test('samples that scatter make neither a negative contention nor a negative coherency', () => {
  const samples = [
    { processes: 1, throughput: 5 },
    { processes: 2, throughput: 10.4 }, // more than twice as much: by chance
    { processes: 4, throughput: 19.1 },
  ];
  const { lambda, sigma, kappa } = fitLaw(samples);
  expect(lambda).toBeGreaterThan(4.5);
  expect(sigma).toBeGreaterThanOrEqual(0);
  expect(kappa).toBeGreaterThanOrEqual(0);
});

test('more samples than unknowns are fitted, not met', () => {
  const law = { lambda: 5, sigma: 0.08, kappa: 0.004 };
  const noisy = samplesOf(law, 1, 1, 2, 2, 4, 4).map(({ processes, throughput }, index) => ({
    processes,
    throughput: throughput * (index % 2 === 0 ? 1.01 : 0.99),
  }));
  const found = fitLaw(noisy);
  expect(found.lambda).toBeCloseTo(5, 1);
  expect(found.sigma).toBeCloseTo(0.08, 1);
});

test('beyond its peak a system becomes slower', () => {
  const law = { lambda: 5, sigma: 0.1, kappa: 0.01 };
  const peak = peakOf(law);
  expect(peak).toBeCloseTo(Math.sqrt(90));
  expect(throughputAt(law, peak)).toBeGreaterThan(throughputAt(law, peak * 2));
});

test('without samples nothing is known', () => {
  expect(fitLaw([]).lambda).toBeNaN();
  expect(fitLaw([{ processes: 1, throughput: 0 }]).sigma).toBeNaN();
});
