import { boolean, type Field, selection } from '../orm/field.ts';
import type { OdooRecord } from '../orm/record.ts';
import type { Values } from '../orm/value.ts';

/** What kind of product it is, and whether its stock is counted: until 17 one field says both. */
export function storableFields(version: number): Record<string, Field> {
  if (version >= 18) {
    const types = { consu: 'Goods', service: 'Service', combo: 'Combo' };
    return {
      type: selection(types, 'Product Type', { required: true, default: 'consu' }),
      is_storable: boolean('Track Inventory'),
    };
  }
  const types = { consu: 'Consumable', service: 'Service', product: 'Storable Product' };
  if (version < 15) return { type: selection(types, 'Product Type', { required: true, default: 'consu' }) };
  return {
    detailed_type: selection(types, 'Product Type', { required: true, default: 'consu' }),
    type: selection(types, 'Type', { related: 'detailed_type' }),
  };
}

/** The values that make a product one whose stock is counted. */
export function storableValues(version: number): Values {
  return version >= 18 ? { type: 'consu', is_storable: true } : { [kindField(version)]: 'product' };
}

/** The field that is written to say what kind of product it is. */
export function kindField(version: number): 'type' | 'detailed_type' {
  return version >= 18 || version < 15 ? 'type' : 'detailed_type';
}

/** Whether the stock of this product (or template) is counted. */
export function isStorable(product: OdooRecord): boolean {
  return 'is_storable' in product.model.fields
    ? product.flag('is_storable')
    : product.text('type') === 'product';
}
