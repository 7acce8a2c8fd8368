import { z } from 'zod';
import { ProjectError } from '#errors/errors.ts';
import { callTool, type NodeRuntime } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { crew, type OrderCreationState } from './state.ts';

/**
 * Withdraws a quotation. Somebody in the company may have been faster: one that is gone already is as good as
 * withdrawn, and one that was confirmed stays as it is.
 */
export async function withdraw(
  dependencies: GraphDependencies,
  run: { state: Pick<OrderCreationState, 'customer'>; runtime: NodeRuntime },
  orderId: number,
): Promise<'withdrawn' | 'confirmed'> {
  try {
    await callTool(
      dependencies,
      { crew, ...run },
      { tool: 'odoo_cancel_quotation', arguments: { order_id: orderId }, output: z.object({}) },
    );
    return 'withdrawn';
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error;
    if (error.code === 'order_confirmed') return 'confirmed';
    if (error.code === 'order_not_found') return 'withdrawn';
    throw error;
  }
}
