import { z } from 'zod';

const reason = z.string().trim().min(1).max(500);

/** What a person decides. What an edit consists of, the graph says. */
export const decisionSchema = z
  .discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve') }),
    z
      .looseObject({ decision: z.literal('edit') })
      .describe('With what is to be changed: of an order all its `lines`.'),
    z.strictObject({ decision: z.literal('reject'), reason }),
  ])
  .meta({ id: 'Decision' });
export type Decision = z.output<typeof decisionSchema>;
