import { describeError } from '#errors/describe-error.ts';
import { ConfigError } from '#errors/errors.ts';

/** What one look found. `fix` is the setting or command that mends it. */
export interface Finding {
  subject: string;
  state: 'ok' | 'warning' | 'failed' | 'left out';
  text: string;
  fix?: string;
}

export const ok = (subject: string, text: string): Finding => ({ subject, state: 'ok', text });
export const warning = (subject: string, text: string, fix: string): Finding => ({
  subject,
  state: 'warning',
  text,
  fix,
});
export const failed = (subject: string, text: string, fix: string): Finding => ({
  subject,
  state: 'failed',
  text,
  fix,
});
export const leftOut = (subject: string, text: string): Finding => ({ subject, state: 'left out', text });

const patienceMs = 20_000;

/** Takes a look within a time; an error becomes a finding. */
export async function look(
  subject: string,
  check: () => Promise<Finding[]>,
  fallbackFix: string,
): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding[]>((resolve) => {
    timer = setTimeout(
      () => resolve([failed(subject, `no answer within ${patienceMs / 1_000} s`, fallbackFix)]),
      patienceMs,
    );
  });
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    const { code, message } = describeError(error);
    const reason = code !== 'internal_error' ? message : error instanceof Error ? error.message : 'it failed';
    // Other errors tell a model what to do, not the person at the terminal.
    const fix = error instanceof ConfigError ? error.fix : undefined;
    return [failed(subject, reason, fix ?? fallbackFix)];
  } finally {
    clearTimeout(timer);
  }
}
