import { z } from 'zod';
import type { CallToolResult } from '#adapters/mcp/sdk.ts';
import { UpstreamError } from '#errors/errors.ts';
import { cleanDeep } from '../catalogue/clean-text.ts';

/** Marks a result as text from outside: data for a model, never instructions. */
const untrustedKey = 'mcp-first/untrusted';

const resultSchema = z.looseObject({
  content: z.array(z.looseObject({ type: z.string() })).default([]),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});

/**
 * What an upstream answered to a call, in MCP's form, without hidden characters, and marked as untrusted.
 *
 * @throws UpstreamError when it has another form.
 */
export function tidyResult(answer: Record<string, unknown>, server: string): CallToolResult {
  const parsed = resultSchema.safeParse(answer);
  if (!parsed.success) {
    throw new UpstreamError(`The answer of ${server} does not have the form of MCP.`, {
      code: 'unexpected_answer',
      retryable: false,
      cause: parsed.error,
    });
  }
  const result = cleanDeep(parsed.data);
  const marked = { ...result, _meta: { ...result._meta, [untrustedKey]: true } };
  return marked as unknown as CallToolResult; // the kinds of content are left open: MCP may get more of them
}
