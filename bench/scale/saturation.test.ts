import { expect, test } from 'vitest';
import { ceilings, turnsPerSecond } from './saturation.ts';

const cpuMs = {
  crews: 20,
  'mcp-orchestrator': 5,
  'mcp-odoo': 2.5,
  'mcp-qdrant': 0.5,
  'mcp-chatwoot': 10,
  redis: 2,
  'stand-ins': 50,
};
const chatwoot = { requestsPerTurn: 4, requestsPerMinute: 2_400 };

test('the lowest ceiling comes first, and it may be none of ours', () => {
  const [first, second] = ceilings(cpuMs, chatwoot);
  expect(first).toMatchObject({ 'CPU ms a turn': '', 'turns/s of one': 10 });
  expect(first?.part).toMatch(/^Chatwoot’s limit/);
  expect(second).toEqual({ part: 'crews', 'CPU ms a turn': 20, 'turns/s of one': 50, more: 'replicas' });
});

test('without that limit it is the process with the most to do', () => {
  const [first] = ceilings(cpuMs, { ...chatwoot, requestsPerTurn: 0.1 });
  expect(first?.part).toBe('crews');
});

test('each deployed part has its ceiling, and what stands in for others has none', () => {
  const parts = ceilings(cpuMs, chatwoot).map(({ part }) => part);
  expect(parts).toHaveLength(7);
  expect(parts).not.toContain('stand-ins');
});

test('a part that a turn does not need has no ceiling', () => {
  const parts = ceilings({ ...cpuMs, 'mcp-qdrant': 0 }, chatwoot).map(({ part }) => part);
  expect(parts).not.toContain('mcp-qdrant');
});

test('a machine is shared by all parts, and keeps a reserve', () => {
  expect(turnsPerSecond(cpuMs, 1)).toBeCloseTo(600 / 40);
  expect(turnsPerSecond(cpuMs, 8)).toBeCloseTo((8 * 600) / 40);
  expect(turnsPerSecond(cpuMs, 1, 1)).toBeCloseTo(25);
});
