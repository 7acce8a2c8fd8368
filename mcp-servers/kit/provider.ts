import type {
  CallToolResult,
  CompleteResult,
  GetPromptResult,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplate,
  Tool,
} from '#adapters/mcp/sdk.ts';
import type { Principal } from '#identity/principal.ts';

/** What an MCP request is answered with, whether by definitions of our own or by a gateway's upstreams. */
export interface Provider {
  name: string;
  title: string;
  version: string;
  /** Told to a model when it connects. */
  instructions: string;
  listTools(principal: Principal): Promise<Tool[]> | Tool[];
  /**
   * Faults of the tool itself are answers with `isError`.
   * @throws NotFoundError when there is no such tool for this caller.
   */
  callTool(call: ToolCall): Promise<CallToolResult>;
  listResources(principal: Principal): Promise<Resource[]> | Resource[];
  /** @throws NotFoundError when there is no such resource for this caller. */
  readResource(read: ResourceRead): Promise<ReadResourceResult>;
  listResourceTemplates?(principal: Principal): ResourceTemplate[];
  listPrompts?(principal: Principal): Prompt[];
  /** @throws NotFoundError when there is no such prompt; InputError when an argument is missing. */
  getPrompt?(prompt: PromptRequest): GetPromptResult;
  /** Values for a variable of a resource template; none where nothing is known. */
  complete?(request: CompletionRequest): Promise<CompleteResult>;
  /** The outside systems that this server needs, by name. */
  readiness(): Promise<Readiness>;
  close(): Promise<void>;
}

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
  principal: Principal;
  signal: AbortSignal;
}

export interface ResourceRead {
  uri: string;
  principal: Principal;
  signal: AbortSignal;
}

export interface PromptRequest {
  name: string;
  arguments: Record<string, string>;
  principal: Principal;
}

export interface CompletionRequest {
  uriTemplate: string;
  variable: string;
  /** What has been typed so far. */
  value: string;
  /** Variables that are filled already. */
  given: Record<string, string>;
  principal: Principal;
  signal: AbortSignal;
}

/** `ok`, or in a few words why not. */
export type Readiness = Record<string, string>;
