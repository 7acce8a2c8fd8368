import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { forkThread as copyCheckpoint } from '../../runs/fork-thread.ts';
import { isApproval } from '../../runs/perform-run.ts';
import { findThread, idParams } from '../find-run.ts';
import { defineRoute } from '../route.ts';
import { presentCheckpoint } from '../schemas/thread-schema.ts';

const forkSchema = z
  .strictObject({
    checkpoint_id: z.uuid().optional().describe('Where the fork begins; the newest without it.'),
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What is changed in the state of the fork, as a node would write it.'),
    as_node: z
      .string()
      .max(100)
      .optional()
      .describe('The node that `values` stand for: the fork goes on behind it.'),
  })
  .meta({ id: 'Fork' });

const forkedSchema = z.object({ thread_id: z.uuid(), checkpoint_id: z.string() });

export const forkThread = defineRoute({
  operation: 'forkThread',
  method: 'post',
  path: '/threads/{id}/fork',
  tag: 'Threads',
  summary: 'Makes a new thread that begins at a checkpoint of this one; this one stays as it is.',
  scope: 'threads:write',
  hint: 'Send {} or {"checkpoint_id": "…", "values": {…}}.',
  params: idParams,
  body: forkSchema,
  answers: {
    201: { description: 'The new thread.', content: { 'application/json': forkedSchema } },
  },
  async handle({ params, body, principal }, { graphs, checkpointer, runs }) {
    const { id, tenant, graph, context } = await findThread(params.id, principal, { runs });
    const fork = randomUUID();
    const address = { configurable: { thread_id: fork } };
    await copyCheckpoint(checkpointer, { threadId: id, checkpointId: body.checkpoint_id }, fork);
    if (body.values) {
      // What cannot be written so is the caller's to mend; LangGraph tells it by errors of several kinds.
      await graphs[graph].updateState(address, body.values, body.as_node).catch((cause: unknown) => {
        throw new InputError('The state cannot be changed like this.', {
          fix: 'Send fields of the state, and as_node where more than one node could have written them.',
          cause,
        });
      });
    }
    const { checkpoint_id, interrupts } = presentCheckpoint(await graphs[graph].getState(address));
    await runs.noteThread({ id: fork, tenant, graph, context, approval: interrupts.some(isApproval) });
    return {
      status: 201,
      headers: { location: `/threads/${fork}` },
      json: { thread_id: fork, checkpoint_id },
    };
  },
});
