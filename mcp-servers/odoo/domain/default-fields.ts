import { isSecretField } from '../access/secret-fields.ts';
import type { ModelFields } from './model-fields.ts';

/** What tells most about a record, whatever its model; those that the model has are shown by default. */
const telling = [
  'display_name',
  'name',
  'default_code',
  'barcode',
  'state',
  'partner_id',
  'product_id',
  'email',
  'phone',
  'vat',
  'city',
  'date',
  'date_order',
  'start',
  'stop',
  'list_price',
  'quantity',
  'product_uom_qty',
  'amount_total',
  'currency_id',
  'user_id',
  'active',
];

const most = 12;

/** A few fields that suffice to recognize a record, for a caller who names none. */
export function defaultFields(fields: ModelFields): string[] {
  const known = telling.filter((name) => Object.hasOwn(fields, name) && !isSecretField(name));
  return known.length > 0 ? known.slice(0, most) : ['id'];
}
