import { describeError } from '#errors/describe-error.ts';
import { ProjectError } from '#errors/errors.ts';

interface Closable {
  close(graceMs?: number): Promise<void>;
}

const graceMs = 10_000;

/**
 * The life of a process: starts it, ends it cleanly at SIGINT or SIGTERM (a second signal ends it at once),
 * and tells a failed start in a few lines instead of a traceback.
 */
export async function runProcess(start: () => Promise<Closable>): Promise<void> {
  let running: Closable;
  try {
    running = await start();
  } catch (error) {
    reportFailure(error);
    process.exitCode = 1;
    return;
  }
  let ending = false;
  const end = async () => {
    if (ending) process.exit(130);
    ending = true;
    await running.close(graceMs).catch(reportFailure);
    process.exit();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

function reportFailure(error: unknown): void {
  const { message, fix } = describeError(error);
  if (error instanceof ProjectError) process.stderr.write(`${message}\n${fix ? `${fix}\n` : ''}`);
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
