import { z } from 'zod';
import { showTime } from '../context/show-time.ts';
import { datetime, optionalText } from '../values.ts';

/** An `ir.attachment` as it is read with {@link attachmentFields}, without what it holds. */
export const attachmentRecord = z.object({
  id: z.int(),
  name: z.string(),
  mimetype: optionalText,
  file_size: z.int(),
  create_date: datetime,
});

export const attachmentFields = Object.keys(attachmentRecord.shape);

/** An attachment as tools show one, with the address of the resource that holds it. */
export function showAttachment(attachment: z.output<typeof attachmentRecord>, timeZone: string) {
  const { id, name, mimetype, file_size, create_date } = attachment;
  return {
    attachment_id: id,
    uri: `odoo://attachments/${id}`,
    name,
    mime_type: mimetype,
    size: file_size,
    attached: showTime(Date.parse(create_date), timeZone),
  };
}
