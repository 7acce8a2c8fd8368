import { z } from 'zod';

/** The shape of every search's answer. */
export function searchAnswer<Result extends z.ZodType>(result: Result) {
  return z.object({
    mode: z
      .enum(['lexical', 'hybrid'])
      .describe('`lexical` compared words only, so other words for the same thing were not found.'),
    no_good_match: z.boolean().describe('Nothing answers the query; results is empty.'),
    results: z.array(result),
  });
}
