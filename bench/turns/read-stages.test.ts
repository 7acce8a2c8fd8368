import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { cpuBetween, readSums, type Sums, stagesBetween, sumOf } from './read-stages.ts';

const text = `# HELP crews_turn_seconds Seconds of an attempt at a turn.
crews_turn_seconds_sum{outcome="answered",service="crews"} 1.5
crews_turn_seconds_sum{outcome="failed",service="crews"} 0.25
crews_turn_seconds_count{outcome="answered",service="crews"} 3
mcp_tool_call_seconds_sum{tool="a b",service="x"} 0.5
mcp_tool_call_seconds_count{tool="a b",service="x"} 2
crews_checkpoint_seconds_sum 0.125
process_cpu_seconds_total{service="x"} 2
`;

test('a metric is summed over its labels, and no other that begins alike', () => {
  expect(sumOf(text, 'crews_turn_seconds_sum')).toBe(1.75);
  expect(sumOf(text, 'crews_turn_seconds_count')).toBe(3);
  expect(sumOf(text, 'crews_checkpoint_seconds_sum')).toBe(0.125);
  expect(sumOf(text, 'crews_turn_seconds')).toBe(0);
  expect(sumOf(undefined, 'anything')).toBe(0);
});

let close: (() => void) | undefined;
afterEach(() => close?.());

test('the sums come from the metrics of each process', async () => {
  const server = createServer((_request, response) => response.end(text));
  close = () => server.close();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ['crews', 'mcp-orchestrator', 'mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot'];
  expect(await readSums(Object.fromEntries(names.map((name) => [name, url])))).toEqual({
    turns: 3,
    turnSeconds: 1.75,
    checkpointCalls: 0,
    checkpointSeconds: 0.125,
    gatewayCalls: 2,
    gatewaySeconds: 0.5,
    serverSeconds: 1.5,
    cpuSeconds: Object.fromEntries(names.map((name) => [name, 2])),
  });
});

test('the stages of a turn add up to its time', () => {
  const zero: Sums = {
    turns: 0,
    turnSeconds: 0,
    checkpointCalls: 0,
    checkpointSeconds: 0,
    gatewayCalls: 0,
    gatewaySeconds: 0,
    serverSeconds: 0,
    cpuSeconds: { crews: 1 },
  };
  const after: Sums = {
    turns: 10,
    turnSeconds: 1,
    checkpointCalls: 80,
    checkpointSeconds: 0.1,
    gatewayCalls: 40,
    gatewaySeconds: 0.4,
    serverSeconds: 0.3,
    cpuSeconds: { crews: 1.5, 'mcp-odoo': 0.1 },
  };
  const stages = stagesBetween(zero, after, { totalMs: 105, modelMs: 20 });
  expect(stages.map(({ ms }) => Math.round(ms))).toEqual([5, 10, 30, 10, 20, 30]);
  expect(stages.reduce((total, { ms }) => total + ms, 0)).toBeCloseTo(105);
  expect(stages[1]?.calls).toBe(8);
  expect(stages[2]?.calls).toBe(4);

  expect(cpuBetween(zero, after)).toEqual([
    { process: 'crews', ms: 50 },
    { process: 'mcp-odoo', ms: 10 },
  ]);
});
