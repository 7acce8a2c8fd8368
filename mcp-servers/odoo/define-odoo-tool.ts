import { toolDefiner } from '../kit/define-tool.ts';
import type { OdooServices } from './services.ts';

/** Declares a tool of mcp-odoo. */
export const defineOdooTool = toolDefiner<OdooServices>();

/** Annotations of a tool that only looks things up. */
export const readsOdoo = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/** Annotations of a tool that changes something and may be repeated without changing more. */
export const writesOdooOnce = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
} as const;

/**
 * Longest time for a tool that writes, in seconds: above the sum of its waits for Odoo, so that it ends by
 * knowing what happened and not by being cut off.
 */
export const writeTimeoutSeconds = 90;

/** Annotations of a tool that shows what it would do before it does it. */
export const confirmsFirst = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: true,
  openWorldHint: false,
} as const;
