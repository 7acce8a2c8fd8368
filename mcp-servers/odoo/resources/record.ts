import type { ResourceTemplateDefinition } from '../../kit/resource-templates.ts';
import { refuseForCustomers } from '../domain/any-model.ts';
import { defaultFields } from '../domain/default-fields.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import { presentRecord } from '../domain/present-record.ts';
import { requireRecords } from '../domain/read-records.ts';
import type { OdooServices } from '../services.ts';
import { completeModel, completeRecord } from './complete.ts';
import { requireId } from './require-id.ts';

/** One record with a few telling fields. */
export const recordResource: ResourceTemplateDefinition<OdooServices> = {
  uriTemplate: 'odoo://records/{model}/{id}',
  name: 'record',
  title: 'A record of Odoo',
  description: 'A record of any open model with a few telling fields; get_records returns others.',
  scope: 'odoo:read',
  complete: { model: completeModel, id: completeRecord },
  async read({ model = '', id = '' }, { services: { odoo }, principal, signal }) {
    refuseForCustomers(principal, 'This resource');
    const fields = await fieldsOfAllowedModels(odoo, { signal })(model);
    const [record] = await requireRecords(odoo, model, [requireId(id)], defaultFields(fields), { signal });
    const shown = record ? presentRecord(record, { model, fields }) : {};
    return { mimeType: 'application/json', text: JSON.stringify({ model, ...shown }) };
  },
};
