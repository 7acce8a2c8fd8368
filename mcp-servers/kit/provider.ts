import type {
  CallToolResult,
  CompleteRequest,
  CompleteResult,
  CreateMessageRequest,
  CreateMessageResult,
  ElicitRequest,
  ElicitResult,
  GetPromptResult,
  LoggingMessageNotification,
  Progress,
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
  /** The scope that a tool needs; undefined where this caller could not have the tool with any scope. */
  scopeOf(tool: string, principal: Principal): string | undefined;
  /**
   * Faults of the tool itself are answers with `isError`.
   * @throws NotFoundError when there is no such tool for this caller.
   */
  callTool(call: ToolCall): Promise<CallToolResult>;
  listResources(principal: Principal): Promise<Resource[]> | Resource[];
  /** @throws NotFoundError when there is no such resource for this caller. */
  readResource(read: ResourceRead): Promise<ReadResourceResult>;
  listResourceTemplates?(principal: Principal): Promise<ResourceTemplate[]> | ResourceTemplate[];
  listPrompts?(principal: Principal): Promise<Prompt[]> | Prompt[];
  /** @throws NotFoundError when there is no such prompt; InputError when an argument is missing. */
  getPrompt?(prompt: PromptRequest): Promise<GetPromptResult> | GetPromptResult;
  /** Values for a variable of a resource template, or for an argument of a prompt; none where nothing is known. */
  complete?(request: CompletionRequest): Promise<CompleteResult> | CompleteResult;
  /**
   * Calls `announce` with what a caller should know outside of any request, until the returned function is
   * called. With it the server says that its lists can change, and answers GET with a stream.
   */
  watch?(principal: Principal, announce: (announcement: Announcement) => void): () => void;
  /** From now on changes of the resource are announced to this principal. */
  subscribe?: ((subscription: Subscription) => void) | undefined;
  unsubscribe?(subscription: Subscription): void;
  /** The least severe messages that this principal wants of {@link CallerLink.log}. */
  setLogLevel?: ((level: LogLevel, principal: Principal) => void) | undefined;
  /** The outside systems that this server needs, by name. */
  readiness(): Promise<Readiness>;
  /** Whether it can serve at present; without this, when all of `readiness` is `ok`. */
  isReady?(): boolean;
  close(): Promise<void>;
}

export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
  principal: Principal;
  signal: AbortSignal;
  /** Absent where the caller cannot be spoken to before the answer, as over plain JSON. */
  caller?: CallerLink;
}

/** Speaks with the caller of a tool before the answer is there; over HTTP the answer then becomes a stream. */
export interface CallerLink {
  /** Whether the caller asked to be told how far the work is. */
  wantsProgress: boolean;
  /** Tells how far the work is; does nothing where the caller did not ask. */
  progress(progress: Progress): void;
  log(message: LoggingMessageNotification['params']): void;
  /** Asks the person at the caller's side. @throws McpError when the caller cannot or does not answer. */
  elicit(question: ElicitRequest['params']): Promise<ElicitResult>;
  /** Asks the model at the caller's side. @throws McpError when the caller cannot or does not answer. */
  sample(question: CreateMessageRequest['params']): Promise<CreateMessageResult>;
}

/** What is told outside of any request. */
export type Announcement =
  | { method: `notifications/${'tools' | 'resources' | 'prompts'}/list_changed` }
  | { method: 'notifications/resources/updated'; params: { uri: string } };

export type LogLevel = LoggingMessageNotification['params']['level'];

export interface Subscription {
  uri: string;
  principal: Principal;
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
  signal: AbortSignal;
}

export interface CompletionRequest {
  /** The resource template or the prompt. */
  of: CompleteRequest['params']['ref'];
  /** The name of its variable or argument. */
  variable: string;
  /** What has been typed so far. */
  value: string;
  /** What is filled in already, by name. */
  given: Record<string, string>;
  principal: Principal;
  signal: AbortSignal;
}

/** `ok`, or in a few words why not. */
export type Readiness = Record<string, string>;
