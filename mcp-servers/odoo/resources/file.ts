import { InputError, NotFoundError } from '#errors/errors.ts';
import type { ResourceTemplateDefinition } from '../../kit/resource-templates.ts';
import { refuseForCustomers } from '../domain/any-model.ts';
import { fieldsOfAllowedModels, requireField } from '../domain/model-fields.ts';
import type { OdooServices } from '../services.ts';
import { completeFileField, completeModel, completeRecord } from './complete.ts';
import { mimeTypeOf } from './mime-type.ts';
import { requireId } from './require-id.ts';

/** What a field of the type binary holds. Records name it by its address, so that no file fills an answer. */
export const fileResource: ResourceTemplateDefinition<OdooServices> = {
  uriTemplate: 'odoo://files/{model}/{id}/{field}',
  name: 'file',
  title: 'A file in Odoo',
  description: 'The file in a field of a record, such as image_1920 of a product.',
  scope: 'odoo:read',
  complete: { model: completeModel, id: completeRecord, field: completeFileField },
  async read({ model = '', id = '', field = '' }, { services: { odoo }, principal, signal }) {
    refuseForCustomers(principal, 'This resource');
    const fields = await fieldsOfAllowedModels(odoo, { signal })(model);
    if (requireField(fields, model, field).type !== 'binary') {
      throw new InputError(`${field} of ${model} holds no file.`, { fix: 'Read it with get_records.' });
    }
    const [record] = await odoo.searchRead(
      model,
      { domain: [['id', '=', requireId(id)]], fields: [field], limit: 1 },
      { signal, context: { active_test: false } },
    );
    const blob = record?.[field];
    if (typeof blob !== 'string' || blob === '') {
      throw new NotFoundError(`There is no file in ${field} of ${model} ${id}.`, { code: 'file_not_found' });
    }
    return { mimeType: mimeTypeOf(blob), blob };
  },
};
