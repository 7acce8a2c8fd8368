import { z } from 'zod';
import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';
import { NotFoundError } from '#errors/errors.ts';
import { isDeniedModel } from '../access/denied-models.ts';

const mostModels = 2_000;

/** The part of the port that listing models takes. */
export type ListsModels = Pick<Odoo, 'call' | 'searchRead'>;

export interface ModelName {
  model: string;
  name: string;
}

const availableModels = z.array(z.object({ model: z.string(), display_name: z.string() }));

/** The models that the Odoo user can read and tools may use, by technical name. */
export async function listModels(odoo: ListsModels, options: OdooCallOptions): Promise<ModelName[]> {
  const models = await readableModels(odoo, options);
  return models
    .filter(({ model }) => !isDeniedModel(model))
    .sort((one, other) => (one.model < other.model ? -1 : 1));
}

async function readableModels(odoo: ListsModels, options: OdooCallOptions): Promise<ModelName[]> {
  try {
    const answer = await odoo.call('ir.model', 'get_available_models', { mode: 'read' }, options);
    return availableModels.parse(answer).map(({ model, display_name }) => ({ model, name: display_name }));
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    // Before 16 there is no such method; the list may then hold models that this user cannot read.
    const search = {
      domain: [['transient', '=', false]],
      fields: ['model', 'name'],
      limit: mostModels,
      order: 'id',
    };
    const records = await odoo.searchRead('ir.model', search, options);
    return z.array(z.object({ model: z.string(), name: z.string() })).parse(records);
  }
}
