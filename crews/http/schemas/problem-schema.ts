import { z } from 'zod';

/** Problem details (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().describe('urn:mcp-first:problem: and the code.'),
    title: z.string().describe('What went wrong.'),
    status: z.int(),
    code: z.string().describe('Stable; to branch on.'),
    detail: z.string().optional().describe('What to do next.'),
    retryable: z.boolean().describe('Whether the same request may succeed later.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;
