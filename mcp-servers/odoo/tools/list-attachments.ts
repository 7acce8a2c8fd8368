import { z } from 'zod';
import { firstWithin } from '../../kit/token-budget.ts';
import { callContext, contextArgument, contextSchema } from '../context/call-context.ts';
import { timeSchema } from '../context/show-time.ts';
import { defineOdooTool, readsOdoo } from '../define-odoo-tool.ts';
import { modelArgument, offsetArgument, pageOf, pageShape, refuseForCustomers } from '../domain/any-model.ts';
import { fileSchema } from '../domain/files.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import { requireRecords } from '../domain/read-records.ts';
import { attachmentFields, attachmentRecord, showAttachment } from '../resources/attachment-record.ts';
import { withFileLinks } from '../resources/file-links.ts';

const mostAttachments = 50;

export const listAttachments = defineOdooTool({
  name: 'list_attachments',
  title: 'List the files attached to a record',
  description:
    'Lists the files that people or Odoo attached to one record, such as the contract of an order or the data ' +
    'sheet of a product, newest first: name, kind and size, each with the address of the resource that holds it. ' +
    'Files in fields of the record, such as image_1920, are told by get_records.',
  scope: 'odoo:read',
  annotations: readsOdoo,
  input: z.object({
    model: modelArgument,
    id: z.int().positive().describe('Id of the record'),
    offset: offsetArgument,
    context: contextArgument,
  }),
  output: z.object({
    attachments: z.array(z.object({ attachment_id: z.int(), ...fileSchema.shape, attached: timeSchema })),
    ...pageShape,
    context: contextSchema,
  }),
  content: withFileLinks,

  async handle({ model, id, offset, context }, { services, principal, signal }) {
    refuseForCustomers(principal, 'list_attachments');
    const { odoo, answerTokens } = services;
    const { options, timeZone, echo } = await callContext(services, context, signal);
    await fieldsOfAllowedModels(odoo, options)(model);
    await requireRecords(odoo, model, [id], ['id'], options);
    const found = await odoo.searchRead(
      'ir.attachment',
      {
        domain: [
          ['res_model', '=', model],
          ['res_id', '=', id],
          ['type', '=', 'binary'],
        ],
        fields: attachmentFields,
        limit: mostAttachments + 1,
        offset,
        order: 'id desc',
      },
      options,
    );
    const all = z.array(attachmentRecord).parse(found);
    const shown = all.slice(0, mostAttachments).map((attachment) => showAttachment(attachment, timeZone));
    const attachments = firstWithin(shown, answerTokens);
    return { attachments, ...pageOf(offset, attachments.length, all.length), context: echo };
  },
});
