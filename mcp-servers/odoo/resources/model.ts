import type { ResourceTemplateDefinition } from '../../kit/resource-templates.ts';
import { firstWithin } from '../../kit/token-budget.ts';
import { isSecretField } from '../access/secret-fields.ts';
import { refuseForCustomers } from '../domain/any-model.ts';
import { describeFields } from '../domain/describe-fields.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import type { OdooServices } from '../services.ts';
import { completeModel } from './complete.ts';

/** The fields of one model, as `describe_model` tells them. */
export const modelResource: ResourceTemplateDefinition<OdooServices> = {
  uriTemplate: 'odoo://models/{model}',
  name: 'model',
  title: 'A model of Odoo',
  description: 'The fields of a model: name, label, type, relation, values; required ones first.',
  scope: 'odoo:read',
  complete: { model: completeModel },
  async read({ model = '' }, { services: { odoo, answerTokens }, principal, signal }) {
    refuseForCustomers(principal, 'This resource');
    await fieldsOfAllowedModels(odoo, { signal })(model);
    const described = await describeFields(odoo, model, { signal });
    const all = described.filter(({ name }) => !isSecretField(name));
    const fields = firstWithin(all, answerTokens);
    const omitted = all.slice(fields.length).map(({ name }) => name);
    return { mimeType: 'application/json', text: JSON.stringify({ model, fields, omitted }) };
  },
};
