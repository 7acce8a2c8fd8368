import { z } from 'zod';

/** Custom attributes by their key in Chatwoot, with values of the kinds that Chatwoot shows. */
export const attributesInput = z
  .record(
    z.string().regex(/^[\w-]{1,60}$/, 'keys are letters, digits, _ and -'),
    z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]),
  )
  .refine((attributes) => Object.keys(attributes).length <= 20, 'at most 20 at once');
