import { currentDatetime } from './environment.ts';
import type { OdooRecord } from './record.ts';
import { isEmpty } from './value.ts';

const attachments = 'ir.attachment';

/** Odoo keeps the file of a stored binary field as an attachment that names the field. */
export function keepFieldFile(record: OdooRecord, field: string): void {
  const { environment, model, id } = record;
  if (model.model === attachments || !environment.registry.has(attachments)) return;
  const place = { res_model: model.model, res_id: id, res_field: field };
  removeFiles(record, field);
  const datas = record.value(field);
  if (isEmpty(datas)) return;
  const now = currentDatetime(environment);
  environment.database.insert(attachments, {
    ...{ name: field, type: 'binary', datas, ...place },
    ...{ create_date: now, write_date: now, create_uid: environment.userId },
  });
}

/** Removes the attachments of a record, or only the one that holds the file of `field`. */
export function removeFiles({ environment, model, id }: OdooRecord, field?: string): void {
  const { database, registry } = environment;
  if (!registry.has(attachments)) return;
  for (const attachment of database.ids(attachments)) {
    const row = database.row(attachments, attachment);
    const isOfRecord = row?.res_model === model.model && row?.res_id === id;
    if (isOfRecord && (field === undefined || row?.res_field === field))
      database.remove(attachments, attachment);
  }
}
