import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../redis.ts';
import { type SupervisedProcess, supervise } from './supervised-process.ts';

let folder: string;
let running: SupervisedProcess | undefined;
let port: number;
beforeEach(async () => {
  port = await freePort();
  folder = mkdtempSync(join(tmpdir(), 'supervised-'));
});
afterEach(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true });
});

const log = () => readFileSync(join(folder, 'log'), 'utf8');
const lives = () => log().match(/alive \d+/g) ?? [];

function start(script: string): SupervisedProcess {
  running = supervise({
    name: 'example',
    command: process.execPath,
    args: ['-e', script],
    environment: { PORT: String(port) },
    port,
    directory: folder,
    logFile: join(folder, 'log'),
  });
  return running;
}
const untilKilled = "console.log('alive', process.pid); setInterval(() => {}, 1000)";

test('a process that is killed lives again', async () => {
  const example = start(untilKilled);
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(1);
  example.kill();
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(2);
  expect(new Set(lives()).size).toBe(2);
  expect(example.counts()).toEqual({ kills: 1, ownEnds: 0 });
  expect(log()).toContain('--- ended (killed)');
});

test('it is up from when it listens until it is killed', async () => {
  const listening = "require('node:http').createServer().listen(process.env.PORT, '127.0.0.1')";
  const example = start(`setTimeout(() => ${listening}, 200)`);
  expect(example.isUp()).toBe(false);
  await expect.poll(() => example.isUp(), { timeout: 10_000 }).toBe(true);
  example.kill();
  expect(example.isUp()).toBe(false);
  await expect.poll(() => example.isUp(), { timeout: 10_000 }).toBe(true);
});

test('a second kill before it lives again counts nothing', async () => {
  const example = start(untilKilled);
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(1);
  example.kill();
  example.kill();
  expect(example.counts().kills).toBe(1);
});

test('one that ends by itself is started again too, and that is counted apart', async () => {
  const example = start("console.log('alive', process.pid); process.exitCode = 3");
  await expect.poll(() => lives().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  expect(example.counts().ownEnds).toBeGreaterThanOrEqual(1);
  expect(example.counts().kills).toBe(0);
  expect(log()).toContain('--- ended (3)');
});

test('once stopped it stays so', async () => {
  const example = start(untilKilled);
  await expect.poll(lives, { timeout: 10_000 }).toHaveLength(1);
  await example.stop();
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(lives()).toHaveLength(1);
});

test('it does not outlive the process that supervises it', async () => {
  const file = new URL('./supervised-process.ts', import.meta.url).href;
  const plan = {
    name: 'example',
    command: process.execPath,
    args: ['-e', untilKilled],
    environment: {},
    directory: folder,
    port,
    logFile: join(folder, 'log'),
  };
  const script = `
    const { supervise } = await import(${JSON.stringify(file)});
    supervise(${JSON.stringify(plan)});
    setTimeout(() => process.exit(), 1_000);`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  const pid = Number(/alive (\d+)/.exec(log())?.[1]);
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // there is no such process
  }
}
