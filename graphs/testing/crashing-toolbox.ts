import type { Toolbox } from '#adapters/mcp/toolbox.ts';

/** At which call, counted from 1, the process ends: before it is sent, or after it was done. */
export interface CrashPoint {
  at: number;
  when: 'before' | 'after';
}

/**
 * A toolbox at whose n-th call the process ends: nothing of that run happens any more, no error is handled, nothing
 * is written.
 */
export function crashingToolbox(toolbox: Toolbox, { at, when }: CrashPoint) {
  let calls = 0;
  let crash: () => void = () => undefined;
  const crashed = new Promise<'crashed'>((resolve) => {
    crash = () => resolve('crashed');
  });
  const end = () => {
    crash();
    return new Promise<never>(() => undefined);
  };
  const dying: Toolbox = {
    ...toolbox,
    async call(request) {
      calls += 1;
      if (calls === at && when === 'before') return end();
      const answer = await toolbox.call(request);
      return calls === at ? end() : answer;
    },
  };
  return { toolbox: dying, crashed, calls: () => calls };
}
