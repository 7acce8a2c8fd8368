import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './redis.ts';
import { checkDevServer } from './studio/check-dev-server.ts';

/**
 * `npm run test:studio`: starts LangGraph's dev server as `npm run studio` does and drives it by LangGraph's own client.
 * It is no part of `npm test`, as npx fetches the server's package.
 */
const root = join(import.meta.dirname, '..');
const patienceMs = 180_000;
const { graphs } = JSON.parse(readFileSync(join(root, 'langgraph.json'), 'utf8')) as { graphs: object };

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
  for (const done of await checkDevServer(url, Object.keys(graphs))) console.log(`ok  ${done}`);
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
