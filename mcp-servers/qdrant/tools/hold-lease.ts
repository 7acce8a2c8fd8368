import { z } from 'zod';
import { ConflictError } from '#errors/errors.ts';
import { defineQdrantTool } from '../define-qdrant-tool.ts';

/** Keeps two programs from doing the same work at once. */
export const holdLease = defineQdrantTool({
  name: 'hold_lease',
  title: 'Hold a lease',
  description:
    'Makes one program the only one that does something, such as a sync, for some seconds; call it again before ' +
    'they are over to go on, and with 0 seconds at the end. When another holder has it, it is refused with ' +
    'lease_taken. For programs that keep the search up to date, not for conversations.',
  scope: 'qdrant:write',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.object({
    name: z.string().trim().min(1).max(100).describe('What is done, for example `sync products`.'),
    holder: z.string().trim().min(1).max(100).describe('Who does it; unique for each program that runs.'),
    seconds: z.int().min(0).max(600).describe('How long the lease lasts from now on; 0 gives it back.'),
  }),
  output: z.object({ seconds_left: z.int() }),

  async handle({ name, holder, seconds }, { services: { store }, signal }) {
    const { held, secondsLeft } = await store.holdLease({ name, holder, seconds }, signal);
    if (!held && seconds > 0) {
      throw new ConflictError(`"${name}" is under way elsewhere, or was cut short a moment ago.`, {
        code: 'lease_taken',
        fix: `Wait until it has ended; after a crash it is free in ${secondsLeft} s.`,
      });
    }
    return { seconds_left: held ? secondsLeft : 0 };
  },
});
