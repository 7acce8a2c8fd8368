import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import type { ResourceTemplateDefinition } from '../../kit/resource-templates.ts';
import { isDeniedModel } from '../access/denied-models.ts';
import { refuseForCustomers } from '../domain/any-model.ts';
import type { OdooServices } from '../services.ts';
import { optionalText } from '../values.ts';
import { requireId } from './require-id.ts';

const heldFile = z.object({
  res_model: optionalText,
  mimetype: optionalText,
  datas: optionalText,
});

/** What an attachment of a record of any open model holds. Odoo itself checks that the record may be read. */
export const attachmentResource: ResourceTemplateDefinition<OdooServices> = {
  uriTemplate: 'odoo://attachments/{id}',
  name: 'attachment',
  title: 'A file attached to a record of Odoo',
  description: 'The file that list_attachments names.',
  scope: 'odoo:read',
  async read({ id = '' }, { services: { odoo }, principal, signal }) {
    refuseForCustomers(principal, 'This resource');
    const search = {
      domain: [
        ['id', '=', requireId(id)],
        ['res_field', '=', false],
        ['type', '=', 'binary'],
      ],
      fields: Object.keys(heldFile.shape),
      limit: 1,
    };
    const [found] = await odoo.searchRead('ir.attachment', search, { signal });
    const file = found && heldFile.parse(found);
    // One that hangs on no record belongs to its author alone; what is there is not told apart from what is not.
    if (!file?.datas || !file.res_model || isDeniedModel(file.res_model)) {
      throw new NotFoundError(`There is no attachment ${id} that is open to tools.`, {
        code: 'file_not_found',
      });
    }
    return { mimeType: file.mimetype ?? 'application/octet-stream', blob: file.datas };
  },
};
