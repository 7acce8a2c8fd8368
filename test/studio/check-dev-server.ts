import assert from 'node:assert/strict';
import { Client } from '@langchain/langgraph-sdk';

const context = { contact: { name: 'Studio', phone: '+5511955550000' } };
const says = (content: string) => ({ messages: [{ role: 'user', content }] });

/**
 * Uses a LangGraph server as a program would: by the official client.
 *
 * @param graphs The names that it must know.
 * @returns What was found to work, in words.
 */
export async function checkDevServer(apiUrl: string, graphs: readonly string[]): Promise<string[]> {
  const client = new Client({ apiUrl, apiKey: null, timeoutMs: 120_000 });
  return [
    await loads(client, graphs),
    await runs(client),
    await streams(client),
    await interruptsAndResumes(client),
    await recordsHistory(client),
  ];
}

async function loads(client: Client, graphs: readonly string[]): Promise<string> {
  const assistants = await client.assistants.search({ limit: 50 });
  assert.deepEqual(assistants.map(({ graph_id }) => graph_id).sort(), [...graphs].sort());
  for (const name of graphs) {
    const { nodes } = await client.assistants.getGraph(name);
    assert.ok(nodes.length > 2, `${name} has nodes`);
    const schemas = await client.assistants.getSchemas(name);
    assert.ok(schemas.input_schema?.properties, `${name} describes its input: ${JSON.stringify(schemas)}`);
  }
  return `all ${graphs.length} graphs load offline, with their drawings and schemas`;
}

/** Each graph that talks, one turn on a thread of its own. */
async function runs(client: Client): Promise<string> {
  const turns = {
    'customer-service': 'oi, bom dia',
    'product-search': 'tem trena?',
    support: 'qual é o prazo para troca?',
    scheduling: 'quero agendar uma visita',
  };
  for (const [graph, words] of Object.entries(turns)) {
    const { thread_id } = await client.threads.create();
    const values = await client.runs.wait(thread_id, graph, { input: says(words), context });
    assert.match(replyOf(values), /\S/, `${graph} replies`);
  }
  return `${Object.keys(turns).join(', ')}: a run is waited for, and replies`;
}

async function streams(client: Client): Promise<string> {
  const { thread_id } = await client.threads.create();
  const nodes: string[] = [];
  for await (const { event, data } of client.runs.stream(thread_id, 'product-search', {
    input: says('tem trena?'),
    context,
    streamMode: 'updates',
  })) {
    if (event === 'updates') nodes.push(...Object.keys(data));
  }
  assert.deepEqual(nodes, ['understand', 'search', 'answer']);
  return 'product-search: its nodes are streamed as they end';
}

async function interruptsAndResumes(client: Client): Promise<string> {
  const { thread_id } = await client.threads.create();
  await client.runs.wait(thread_id, 'order-creation', { input: says('quero 2 trenas'), context });
  const waiting = await client.threads.get(thread_id);
  assert.equal(waiting.status, 'interrupted');
  const { tasks } = await client.threads.getState(thread_id);
  const [question] = tasks.flatMap(({ interrupts }) => interrupts);
  assert.equal((question?.value as { kind: string } | undefined)?.kind, 'order_confirmation');

  const done = await client.runs.wait(thread_id, 'order-creation', { command: { resume: 'sim' }, context });
  assert.equal((done as { order?: { state: string } }).order?.state, 'sale');
  return 'order-creation: a run is interrupted, and resumed to the confirmed order';
}

async function recordsHistory(client: Client): Promise<string> {
  const { thread_id } = await client.threads.create();
  for (const words of ['tem trena?', 'tem martelo?']) {
    await client.runs.wait(thread_id, 'customer-service', { input: says(words), context });
  }
  const history = await client.threads.getHistory(thread_id, { limit: 100 });
  const times = history.map(({ created_at }) => String(created_at));
  assert.deepEqual(times, [...times].sort().reverse());
  const counts = history.map(({ values }) => (values as { messages?: unknown[] }).messages?.length ?? 0);
  assert.equal(counts[0], 4);
  assert.ok(counts.includes(2), 'the end of the first turn is in the history');
  return `customer-service: ${history.length} checkpoints of two turns, newest first`;
}

function replyOf(values: unknown): string {
  return String((values as { reply?: unknown }).reply ?? '');
}
