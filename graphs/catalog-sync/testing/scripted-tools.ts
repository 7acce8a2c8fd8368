import type { Toolbox } from '#adapters/mcp/toolbox.ts';
import type { Principal } from '#identity/principal.ts';
import { type CatalogSyncState, emptyReport } from '../state.ts';
import type { SyncDependencies, SyncRuntime } from '../sync-tools.ts';

type Arguments = Record<string, unknown>;
export interface RecordedCall {
  tool: string;
  args: Arguments;
  principal: Principal;
}

/** Tools whose answers a test gives, for what a node does with answers that no stand-in gives on demand. */
export function scriptedTools(answers: Record<string, (args: Arguments) => unknown>) {
  const calls: RecordedCall[] = [];
  const toolbox: Toolbox = {
    async call({ tool, arguments: args, principal, output }) {
      calls.push({ tool, args, principal });
      const answer = answers[tool];
      if (!answer) throw new Error(`The test gives no answer of ${tool}.`);
      return output.parse(await answer(args));
    },
    withTools: () => Promise.reject(new Error('The sync has no agent.')),
    close: async () => undefined,
  };
  const dependencies: SyncDependencies = { toolbox };
  const argsOf = (tool: string) => calls.filter((call) => call.tool === tool).map(({ args }) => args);
  return { dependencies, calls, argsOf };
}

export const runtime: SyncRuntime = {
  context: { tenant: 'shop' },
  signal: new AbortController().signal,
};

/** The state in the middle of a run that reads everything. */
export function syncState(more: Partial<CatalogSyncState> = {}): CatalogSyncState {
  return {
    dry_run: false,
    allow_mass_deletion: false,
    cursor: null,
    since: null,
    until: '2026-05-01 12:00:00',
    optional_fields: [],
    rebuild: { needed: false, cursor: null },
    after: 0,
    page: [],
    reread: false,
    more: true,
    copied: 0,
    report: emptyReport,
    ...more,
  };
}
