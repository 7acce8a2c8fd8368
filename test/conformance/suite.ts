import { execFile } from 'node:child_process';
import { promisify, stripVTControlCharacters } from 'node:util';

const suitePackage = '@modelcontextprotocol/conformance@0.1.16';
const timeoutMs = 180_000;

const execute = promisify(execFile);

/** What the official suite found. */
export interface SuiteRun {
  /** Whether the suite as a whole ended well: every failure is an exception, and no exception passes. */
  ok: boolean;
  /** The scenarios in which something was checked and nothing failed. */
  passed: ReadonlySet<string>;
  output: string;
}

/** Fetches the official suite by npx, once. @returns the file that starts it. */
export async function fetchSuite(): Promise<string> {
  const { stdout } = await execute(
    'npx',
    ['--yes', '--package', suitePackage, '--call', 'which conformance'],
    {
      timeout: timeoutMs,
    },
  );
  return stdout.trim();
}

/** Runs all scenarios for servers against one address. @param exceptions a YAML file of expected failures */
export async function runSuite(suite: string, url: string, exceptions?: string): Promise<SuiteRun> {
  const baseline = exceptions ? ['--expected-failures', exceptions] : [];
  const args = [suite, 'server', '--url', url, '--suite', 'all', ...baseline];
  const { ok, output } = await execute(process.execPath, args, {
    timeout: timeoutMs,
    maxBuffer: 50_000_000,
  }).then(
    ({ stdout, stderr }) => ({ ok: true, output: stdout + stderr }),
    // It exits with 1 where a scenario failed, which is what was asked; anything else is told by its output too.
    (error: { stdout?: string; stderr?: string }) => ({
      ok: false,
      output: `${error.stdout ?? ''}${error.stderr ?? error}`,
    }),
  );
  return { ok, output: stripVTControlCharacters(output), passed: passedOf(stripVTControlCharacters(output)) };
}

/** From the suite's summary: `✓ ping: 1 passed, 0 failed`. Where nothing was checked, nothing passed. */
export function passedOf(output: string): ReadonlySet<string> {
  const lines = output.matchAll(/^✓ ([\w-]+): [1-9]\d* passed, 0 failed/gm);
  return new Set([...lines].map(([, scenario]) => scenario ?? ''));
}
