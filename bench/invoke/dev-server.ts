import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentVariables } from '#config/environment.ts';
import { freePort } from '#test/redis.ts';

/** LangGraph's own server, as `npm run studio` pins it. */
const command = ['--yes', '@langchain/langgraph-cli@1.5.1', 'dev', '--no-browser'];
const patienceMs = 120_000;

export interface DevServer {
  url: string;
  stop(): void;
}

/** Serves the one-node graph; undefined where npx cannot fetch or start the server. */
export async function startDevServer(): Promise<DevServer | undefined> {
  const port = await freePort();
  const child = spawn('npx', [...command, '--port', String(port)], {
    cwd: import.meta.dirname,
    stdio: 'ignore',
    detached: true,
    env: { ...environmentVariables(), LANGGRAPH_CLI_NO_ANALYTICS: '1' },
  });
  // The whole group: npx, the server and its workers.
  const stop = () => {
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline && child.exitCode === null) {
    const signal = AbortSignal.timeout(2_000);
    const answer = await fetch(`${url}/ok`, { signal }).catch(() => undefined); // not listening yet
    await answer?.body?.cancel();
    if (answer?.ok) return { url, stop };
    await sleep(500);
  }
  stop();
  return undefined;
}
