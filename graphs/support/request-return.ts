import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { type CrewRun, callTool } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { stepKey } from '../shared/step-key.ts';
import type { SupportState } from './state.ts';

const requestSchema = z.object({
  order_id: z
    .int()
    .positive()
    .nullable()
    .describe('The order_id of the order, as a tool returned it; null if not known.'),
  wish: z.enum(['return', 'exchange', 'repair']),
  reason: z.string().min(3).max(500).describe('Why, in the words of the customer.'),
});

const noted = z.object({ name: z.string() });
const passedOn = z.object({ lead_id: z.int() });
const subjects = { return: 'Devolução', exchange: 'Troca', repair: 'Conserto' };

/**
 * A tool with which the agent passes the wish for a return on to people: as a note on the order, or as a lead
 * where it is not known which order. The key of the write is the run's, so that a repeated turn asks once.
 */
export function requestReturn(dependencies: GraphDependencies, run: CrewRun & { state: SupportState }) {
  return tool(
    async ({ order_id, wish, reason }) => {
      const text = `${subjects[wish]} pedida pelo cliente: ${reason}`;
      const idempotency_key = stepKey(run.state, run.runtime, ['return', order_id, wish]);
      if (order_id === null) {
        await callTool(dependencies, run, {
          tool: 'odoo_create_lead',
          arguments: { subject: `${subjects[wish]} de um produto`, description: text, idempotency_key },
          output: passedOn,
        });
        return 'Registered for a person to decide. Tell the customer that the team will answer here.';
      }
      const { name } = await callTool(dependencies, run, {
        tool: 'odoo_post_note',
        arguments: { order_id, text, idempotency_key },
        output: noted,
      });
      return `Registered on order ${name} for a person to decide. Tell the customer that the team will answer here.`;
    },
    {
      name: 'request_return',
      description:
        'Passes the wish to return, exchange or repair something on to the team, which decides. Use it once the ' +
        'customer has said what is wrong, with the order where it is known.',
      schema: requestSchema,
    },
  );
}
