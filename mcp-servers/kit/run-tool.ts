import type { z } from 'zod';
import type { CallToolResult } from '#adapters/mcp/sdk.ts';
import { errorText } from '#errors/describe-error.ts';
import {
  AccessError,
  InputError,
  OutcomeUnknownError,
  type ProjectError,
  UpstreamError,
} from '#errors/errors.ts';
import { factOf, type Principal } from '#identity/principal.ts';
import type { AnyTool, ToolContext } from './define-tool.ts';
import { boundArguments, type PreparedTool } from './tool-catalogue.ts';
import { withinTime } from './within-time.ts';

const defaultTimeoutSeconds = 30;

/** An error as the answer of a tool: its text tells a model what to do next. */
export function errorResult(error: unknown): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: errorText(error) }] };
}

/**
 * Runs one tool: takes the bound arguments from the principal, checks input and output, and bounds the time.
 * Whatever goes wrong is thrown; the caller formats it.
 */
export async function runTool<Services>(
  tool: PreparedTool<Services>,
  given: Record<string, unknown>,
  context: ToolContext<Services>,
): Promise<CallToolResult> {
  const { definition } = tool;
  const input = parseInput(tool, given, context.principal);
  const seconds = definition.timeoutSeconds ?? defaultTimeoutSeconds;
  const answer = await withinTime(context.signal, seconds, {
    work: (signal) => definition.handle(input, { ...context, signal }),
    tooLate: () => tooLate(definition, seconds),
  });
  const structuredContent = definition.output.parse(answer);
  const content = definition.content?.(structuredContent) ?? [
    { type: 'text', text: JSON.stringify(structuredContent) },
  ];
  return { structuredContent, content };
}

/** What a tool that writes has sent by then may still take effect, so it must not be repeated blindly. */
function tooLate<Services>({ name, annotations }: AnyTool<Services>, seconds: number): ProjectError {
  const text = `${name} took longer than ${seconds} s`;
  if (annotations.readOnlyHint) return new UpstreamError(`${text}.`, { code: 'timeout' });
  return new OutcomeUnknownError(`${text}; what it was asked to do may have happened or may still happen.`, {
    fix: 'Look up whether it happened before you call it again.',
  });
}

function parseInput<Services>(
  { definition, inputWithout }: PreparedTool<Services>,
  given: Record<string, unknown>,
  principal: Principal,
): Record<string, unknown> {
  const bound = boundArguments(definition.bound, principal);
  const parsed = inputWithout(bound).safeParse(given);
  if (!parsed.success) {
    throw new InputError(`The arguments of ${definition.name} are wrong. ${describeIssues(parsed.error)}`, {
      fix: 'Correct these arguments and call the tool again.',
    });
  }
  return { ...parsed.data, ...boundValues(definition, bound, principal) };
}

/** The arguments that the caller's token decides; an optional one that is not known is left out. */
function boundValues<Services>(
  definition: AnyTool<Services>,
  names: readonly string[],
  principal: Principal,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const fact = definition.bound?.[name];
    const value = fact && factOf(principal, fact);
    const parsed = definition.input.shape[name]?.safeParse(value);
    if (parsed?.success) values[name] = parsed.data;
    else
      throw new AccessError(`${definition.name} needs ${fact}, which is not known of this customer yet.`, {
        code: 'customer_not_identified',
        fix: 'Identify the customer first, then call this tool again.',
      });
  }
  return values;
}

function describeIssues(error: z.ZodError): string {
  const lines = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  const more = error.issues.length - lines.length;
  return more > 0 ? `${lines.join('; ')}; and ${more} more` : lines.join('; ');
}
