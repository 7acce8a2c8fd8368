import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { stageClock } from './stage-clock.ts';

test('each stage begins where the one before has ended', async () => {
  const told: [string, number][] = [];
  const endStage = stageClock((stage, seconds) => told.push([stage, seconds]));
  await sleep(30);
  endStage('read');
  endStage('graph');
  await sleep(30);
  endStage('send');
  expect(told.map(([stage]) => stage)).toEqual(['read', 'graph', 'send']);
  const [read = 0, graph = 0, send = 0] = told.map(([, seconds]) => seconds);
  expect(read).toBeGreaterThanOrEqual(0.029);
  expect(graph).toBeLessThan(read);
  expect(send).toBeGreaterThanOrEqual(0.029);
});

test('nobody need listen', () => {
  expect(() => stageClock()('read')).not.toThrow();
});
