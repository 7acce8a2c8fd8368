import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessPlan {
  name: string;
  command: string;
  args: string[];
  environment: Record<string, string>;
  directory: string;
  /** It has come up when it listens there. */
  port: number;
  /** Where standard output and error of all its lives go. */
  logFile: string;
}

/** A process that is started again at once, whatever ends it. */
export interface SupervisedProcess {
  name: string;
  /** How often `kill` has ended it, and how often it ended by itself, which it should not. */
  counts(): { kills: number; ownEnds: number };
  isUp(): boolean;
  /** `kill -9`. */
  kill(): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** A pause before a process that fails at its start is tried again, so that it does not take the whole machine. */
const afterOwnEndMs = 200;
const lookEveryMs = 50;

export function supervise(plan: ProcessPlan): SupervisedProcess {
  const { name, command, args, environment, directory, port, logFile } = plan;
  const log = openSync(logFile, 'a');
  let kills = 0;
  let ownEnds = 0;
  let stopped = false;
  let killed = false;
  let up = false;
  let child = start();
  // It must not outlive this process, not even one that is interrupted.
  const endWithThis = () => child.kill('SIGKILL');
  process.on('exit', endWithThis);

  function start(): ChildProcess {
    killed = false;
    const started = spawn(command, args, { cwd: directory, env: environment, stdio: ['ignore', log, log] });
    started.once('exit', (code, signal) => {
      up = false;
      if (stopped) return;
      appendFileSync(logFile, `--- ended (${killed ? 'killed' : (signal ?? code)}), is started again\n`);
      if (!killed) ownEnds += 1;
      if (killed) child = start();
      else setTimeout(restart, afterOwnEndMs);
    });
    void watchStart(started);
    return started;
  }
  async function watchStart(started: ChildProcess): Promise<void> {
    while (!stopped && started.exitCode === null && started.signalCode === null) {
      if (await listensOn(port)) {
        up = true;
        return;
      }
      await sleep(lookEveryMs, undefined, { ref: false });
    }
  }
  function restart(): void {
    if (!stopped) child = start();
  }

  return {
    name,
    counts: () => ({ kills, ownEnds }),
    isUp: () => up,
    kill() {
      if (killed || child.exitCode !== null || child.signalCode !== null) return;
      killed = true;
      up = false;
      kills += 1;
      child.kill('SIGKILL');
    },
    async stop() {
      stopped = true;
      process.off('exit', endWithThis);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function listensOn(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
