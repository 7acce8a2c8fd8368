import type { Config } from '#config/load-config.ts';
import type { TenantPartName } from '#config/tenants/tenant-parts.ts';
import type { Principal } from '#identity/principal.ts';
import type { Logger } from '#telemetry/logger.ts';
import type { AnyTool, ToolContext } from './define-tool.ts';
import type { PromptDefinition } from './prompts.ts';
import type { Readiness } from './provider.ts';
import type { ResourceTemplateDefinition } from './resource-templates.ts';

/** A readable thing with a fixed address. */
export interface ResourceDefinition<Services> {
  uri: string;
  name: string;
  title: string;
  description: string;
  mimeType: string;
  /** The scope that a caller needs. */
  scope: string;
  /** Its text, or a file in base64. */
  read(context: ToolContext<Services>): Promise<string | { blob: string }>;
}

/** One MCP server as data: what it offers and how its outside systems are reached. */
export interface ServerDefinition<Services> {
  /** Also the audience of its tokens, for example `mcp-odoo`. */
  name: string;
  title: string;
  version: string;
  /** Told to a model when it connects. */
  instructions: string;
  tools: readonly AnyTool<Services>[];
  resources: readonly ResourceDefinition<Services>[];
  resourceTemplates?: readonly ResourceTemplateDefinition<Services>[];
  prompts?: readonly PromptDefinition[];
  /** The parts of a tenant's settings that `connect` uses. */
  tenantParts?: readonly TenantPartName[];
  /** Whether a tool is there at all under the settings of the process; without this, every tool is. */
  offers?(tool: string, config: Config): boolean;
  /** Connects for one tenant. Must not fail when an outside system is down: that is told by `readiness` and by each call. */
  connect(config: Config, logger: Logger): Promise<Connection<Services>>;
}

/** The running side of a server: its outside systems. */
export interface Connection<Services> {
  /** The services of the caller's tenant. */
  servicesFor(principal: Principal): Services | Promise<Services>;
  /** Whether a tool is there at all under the present settings; without this, every tool is. */
  offers?(tool: string): boolean;
  /** Each outside system by name: `ok`, or in a few words why not. Answers within two seconds. */
  readiness(): Promise<Readiness>;
  /** Whether it can serve, as of the last `readiness`; without this, when all of that was `ok`. */
  isReady?(): boolean;
  close(): Promise<void>;
}
