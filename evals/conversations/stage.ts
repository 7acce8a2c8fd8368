import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ObservedCall } from '#adapters/mcp/observed-client.ts';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo } from '#adapters/odoo/port.ts';
import { type Everything, startEverything } from '#launch/start-everything.ts';
import type { SandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { silentLogger } from '#telemetry/logger.ts';
import { companyProfile } from './company-profile.ts';
import type { Company } from './dialogue.ts';

/** One deployment on which any number of dialogues run side by side, each with a customer of its own. */
export interface Stage {
  everything: Everything;
  chatwoot: SandboxChatwoot;
  odoo: Odoo;
  /** Tells `listener` of each tool call for one conversation, until the function that it returns is called. */
  watch(conversation: number, listener: (call: ObservedCall) => void): () => void;
  /** Longest wait for a reply. */
  patienceMs: number;
  /** After the reply, in which no second one must come. */
  quietMs: number;
  close(): Promise<void>;
}

/** Waits for an answer: the demo model needs none to think. */
const demoPace = { patienceMs: 90_000, quietMs: 250, debounceMs: 100 };
const realPace = { patienceMs: 180_000, quietMs: 2_000, debounceMs: 500 };

/**
 * Starts everything on stand-ins but the model, which is the one of the settings where there is a key.
 *
 * @param variables Those that begin with `OPENAI_` count.
 */
export async function startStage(
  company: Company,
  variables: Record<string, string | undefined> = {},
): Promise<Stage> {
  const { patienceMs, quietMs, debounceMs } = variables.OPENAI_API_KEY ? realPace : demoPace;
  const folder = await mkdtemp(join(tmpdir(), 'company-'));
  const profile = join(folder, 'business.yaml');
  await writeFile(profile, stringify(companyProfile(company)));
  const listeners = new Map<number, (call: ObservedCall) => void>();
  const everything = await startEverything({
    environment: {
      ...Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('OPENAI_'))),
      BUSINESS_PROFILE: profile,
      TURN_DEBOUNCE_MS: String(debounceMs),
    },
    freePorts: true,
    logger: silentLogger,
    observe: (call) => listeners.get(call.principal?.conversation?.id ?? 0)?.(call),
  });
  const { config, chatwoot } = everything;
  if (!chatwoot) throw new Error('dialogues need the stand-in for Chatwoot');
  const odoo = connectOdoo({
    url: config.ODOO_URL ?? '',
    db: config.ODOO_DB ?? '',
    username: config.ODOO_USERNAME ?? '',
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: config.ODOO_TIMEOUT_SECONDS,
  });
  return {
    everything,
    chatwoot,
    odoo,
    watch(conversation, listener) {
      listeners.set(conversation, listener);
      return () => listeners.delete(conversation);
    },
    patienceMs,
    quietMs,
    async close() {
      odoo.close();
      await everything.close(0);
      await rm(folder, { recursive: true });
    },
  };
}
