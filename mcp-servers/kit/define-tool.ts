import type { z } from 'zod';
import type { ContentBlock } from '#adapters/mcp/sdk.ts';
import type { BoundFact, Principal } from '#identity/principal.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { CallerLink } from './provider.ts';

/** What a tool's handler is given beside its arguments. */
export interface ToolContext<Services> {
  /** The outside systems of the caller's tenant, as ports. */
  services: Services;
  principal: Principal;
  /** Ends when the caller goes away or the tool's time is up; pass it on to every wait. */
  signal: AbortSignal;
  logger: Logger;
  /** Speaks with the caller before the answer; absent where it cannot be spoken to. */
  caller?: CallerLink;
}

/** Safety hints of MCP; compulsory, so that no tool is published without a thought about them. */
export interface ToolAnnotations {
  readOnlyHint: boolean;
  destructiveHint: boolean;
  idempotentHint: boolean;
  openWorldHint: boolean;
}

export interface ToolDefinition<
  Services,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  /** `[a-z0-9_]`, at most 48 characters, so that a gateway's prefix still fits into MCP's 64. */
  name: string;
  /** Shown to people. */
  title: string;
  /** Written for a model: when to use it, what it returns, what to do next. */
  description: string;
  /** The scope that a caller needs, for example `odoo:read`. */
  scope: string;
  annotations: ToolAnnotations;
  /** Unknown arguments are refused. Every field has a description. */
  input: Input;
  output: Output;
  /**
   * Arguments that belong to the caller's verified customer or conversation. When the caller acts for one,
   * the argument is not offered at all and its value comes from the token, so no text can change it.
   */
  bound?: Partial<Record<keyof z.output<Input> & string, BoundFact>>;
  /** What a model is shown of the output where JSON does not serve it best, such as a picture or a link. */
  content?(output: z.output<Output>): ContentBlock[];
  /** For how many seconds a gateway may answer the same call again by itself; not at all without it. */
  ttlSeconds?: number;
  /** Longest time for one call, in seconds; 30 by default. */
  timeoutSeconds?: number;
  handle(input: z.output<Input>, context: ToolContext<Services>): Promise<z.input<Output>>;
}

/** Any tool of a server, its argument types forgotten. */
export type AnyTool<Services> = ToolDefinition<Services, z.ZodObject, z.ZodObject>;

/**
 * The `defineTool` of a server whose handlers use `Services`. A definition is returned as it is given; the
 * call's use is that the types of arguments, result and handler follow from the Zod schemas. Handlers throw
 * a class of `#errors/errors.ts` for anything that the caller should know.
 *
 * @example export const defineTool = toolDefiner<OdooServices>();
 */
export function toolDefiner<Services>() {
  return <Input extends z.ZodObject, Output extends z.ZodObject>(
    definition: ToolDefinition<Services, Input, Output>,
  ): AnyTool<Services> => definition as unknown as AnyTool<Services>;
}
