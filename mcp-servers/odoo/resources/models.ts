import type { ResourceDefinition } from '../../kit/server-definition.ts';
import { refuseForCustomers } from '../domain/any-model.ts';
import { listModels } from '../domain/list-models.ts';
import type { OdooServices } from '../services.ts';

/** The models that `search_records` can be asked for. */
export const modelsResource: ResourceDefinition<OdooServices> = {
  uri: 'odoo://models',
  name: 'models',
  title: 'Models of Odoo',
  description: 'The models that the Odoo user can read and that are open to tools, with their names.',
  mimeType: 'application/json',
  scope: 'odoo:read',
  async read({ services: { odoo }, principal, signal }) {
    refuseForCustomers(principal, 'This resource');
    return JSON.stringify({ models: await listModels(odoo, { signal }) });
  },
};
