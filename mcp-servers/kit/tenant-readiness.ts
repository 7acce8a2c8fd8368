import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '#errors/describe-error.ts';
import { ConfigError } from '#errors/errors.ts';
import type { Readiness } from './provider.ts';

/** Of more than these only the numbers are told: who is a customer of the house is not everybody's business. */
const fewTenants = 10;
const patienceMs = 1_900;

/**
 * How the outside systems of the tenants are. As long as one tenant can be served the server is ready: to take it away
 * because of another's Odoo would help nobody.
 *
 * @param connected the tenants that have been asked for; of many, only these are looked at.
 */
export async function tenantReadiness(
  { names, connected }: { names: readonly string[]; connected: readonly string[] },
  ask: (tenant: string) => Promise<Readiness>,
): Promise<{ states: Readiness; ready: boolean }> {
  const [only] = names;
  if (only !== undefined && names.length === 1) {
    const states = await ask(only);
    return { states, ready: isFine(states) };
  }
  const asked = names.length <= fewTenants ? names : connected;
  const answers = (
    await Promise.all(asked.map(async (tenant) => ({ tenant, states: await within(tenant) })))
  ).flatMap(({ tenant, states }) => (states ? [{ tenant, states }] : []));
  const failing = answers.filter(({ states }) => !isFine(states)).length;
  return {
    ready: failing === 0 || failing < answers.length,
    states: names.length <= fewTenants ? named(answers) : { tenants: counted(failing, answers.length) },
  };

  /** Undefined for a tenant that has no such system. */
  async function within(tenant: string): Promise<Readiness | undefined> {
    const late = sleep(patienceMs, { connection: 'it did not answer in time' }, { ref: false });
    const answer = ask(tenant).catch((error: unknown) =>
      error instanceof ConfigError ? undefined : { connection: describeError(error).message },
    );
    return Promise.race([answer, late]);
  }
}

function isFine(states: Readiness): boolean {
  return Object.values(states).every((state) => state === 'ok');
}

function named(answers: readonly { tenant: string; states: Readiness }[]): Readiness {
  return Object.fromEntries(
    answers.flatMap(({ tenant, states }) =>
      Object.entries(states).map(([system, state]) => [`${system} of ${tenant}`, state]),
    ),
  );
}

function counted(failing: number, all: number): string {
  return failing === 0 ? 'ok' : `${failing} of the ${all} that are in use cannot be served`;
}
