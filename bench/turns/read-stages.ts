/** Sums since the processes began, from their own metrics; seconds. */
export interface Sums {
  turns: number;
  turnSeconds: number;
  checkpointCalls: number;
  checkpointSeconds: number;
  /** As crews and the gateway see them, and as the servers themselves do. */
  gatewayCalls: number;
  gatewaySeconds: number;
  serverSeconds: number;
  /** Of each process, by its name. */
  cpuSeconds: Record<string, number>;
}

const names = ['crews', 'mcp-orchestrator', 'mcp-odoo', 'mcp-qdrant', 'mcp-chatwoot'];

/** @param urls the addresses by the processes' names. */
export async function readSums(urls: Readonly<Record<string, string>>): Promise<Sums> {
  const texts = await Promise.all(names.map(async (name) => (await fetch(`${urls[name]}/metrics`)).text()));
  const [crews, gateway, ...servers] = texts;
  const call = 'mcp_tool_call_seconds';
  return {
    turns: sumOf(crews, 'crews_turn_seconds_count'),
    turnSeconds: sumOf(crews, 'crews_turn_seconds_sum'),
    checkpointCalls: sumOf(crews, 'crews_checkpoint_seconds_count'),
    checkpointSeconds: sumOf(crews, 'crews_checkpoint_seconds_sum'),
    gatewayCalls: sumOf(gateway, `${call}_count`),
    gatewaySeconds: sumOf(gateway, `${call}_sum`),
    serverSeconds: servers.reduce((total, each) => total + sumOf(each, `${call}_sum`), 0),
    cpuSeconds: Object.fromEntries(
      names.map((name, index) => [name, sumOf(texts[index], 'process_cpu_seconds_total')]),
    ),
  };
}

/** Adds the values of a metric over all its labels; 0 where it is not in the text. */
export function sumOf(text = '', name: string): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

/** Where the time of a turn goes, in milliseconds of one turn on average. */
export function stagesBetween(
  before: Sums,
  after: Sums,
  { totalMs, modelMs }: { totalMs: number; modelMs: number },
): { stage: string; ms: number; calls: number | '' }[] {
  const turns = after.turns - before.turns;
  const perTurn = (name: Exclude<keyof Sums, 'cpuSeconds'>) => (after[name] - before[name]) / turns;
  const turnMs = perTurn('turnSeconds') * 1_000;
  const checkpointMs = perTurn('checkpointSeconds') * 1_000;
  const gatewayMs = perTurn('gatewaySeconds') * 1_000;
  const serverMs = perTurn('serverSeconds') * 1_000;
  return [
    { stage: 'webhook and queue', ms: totalMs - turnMs, calls: '' },
    { stage: 'checkpoints', ms: checkpointMs, calls: perTurn('checkpointCalls') },
    { stage: 'tools, with Odoo, Qdrant and Chatwoot', ms: serverMs, calls: perTurn('gatewayCalls') },
    { stage: 'gateway', ms: gatewayMs - serverMs, calls: '' },
    { stage: 'the model’s delay', ms: modelMs, calls: '' },
    {
      stage: 'graph, and the way to the gateway and the model',
      ms: turnMs - checkpointMs - gatewayMs - modelMs,
      calls: '',
    },
  ];
}

/** How long a turn keeps a processor busy, in milliseconds, by process: the same whatever else the machine does. */
export function cpuBetween(before: Sums, after: Sums): { process: string; ms: number }[] {
  const turns = after.turns - before.turns;
  return Object.entries(after.cpuSeconds).map(([process, seconds]) => ({
    process,
    ms: ((seconds - (before.cpuSeconds[process] ?? 0)) / turns) * 1_000,
  }));
}
