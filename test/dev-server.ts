import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './redis.ts';

/**
 * `npm run test:studio`: starts LangGraph's dev server as `npm run studio` does and runs a graph in it. It is no
 * part of `npm test`, as npx fetches the server's package.
 */
const root = join(import.meta.dirname, '..');
const expected = ['catalog-sync', 'customer-service', 'order-creation', 'product-search', 'support'];
const patienceMs = 180_000;

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const studio = spawn(process.execPath, ['launch/studio.ts', '--port', String(port)], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
});
let log = '';
for (const stream of [studio.stdout, studio.stderr]) {
  stream.on('data', (data) => {
    log = (log + data).slice(-20_000);
  });
}

try {
  await untilReady();
  const assistants = (await post('/assistants/search', { limit: 50 })) as { graph_id: string }[];
  const graphs = assistants.map(({ graph_id }) => graph_id).sort();
  if (String(graphs) !== String(expected)) throw new Error(`the dev server has ${graphs}`);

  const { thread_id } = (await post('/threads', {})) as { thread_id: string };
  const context = { contact: { name: 'Studio', phone: '+5511955550000' } };
  const run = (body: object) =>
    post(`/threads/${thread_id}/runs/wait`, { assistant_id: 'order-creation', context, ...body });
  await run({ input: { messages: [{ role: 'user', content: 'quero 2 trenas' }] } });
  const waiting = (await (await fetch(`${url}/threads/${thread_id}`)).json()) as { status: string };
  if (waiting.status !== 'interrupted') throw new Error(`the thread is ${waiting.status}, not interrupted`);
  const done = (await run({ command: { resume: 'sim' } })) as { reply?: string; order?: { state: string } };
  if (done.order?.state !== 'sale') throw new Error(`the order was not confirmed: ${JSON.stringify(done)}`);
  console.log(
    `${graphs.length} graphs load in LangGraph's dev server; an order was interrupted and resumed in it.`,
  );
} catch (error) {
  console.error(log);
  console.error(error);
  process.exitCode = 1;
} finally {
  // The whole group: npx, the server and its workers.
  if (studio.pid) process.kill(-studio.pid, 'SIGKILL');
}

async function untilReady(): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && studio.exitCode === null) {
    const answer = await fetch(`${url}/ok`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(500);
  }
  throw new Error('the dev server did not start');
}

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
