import { boolean, char, float, integer, many2one, one2many } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';

/** Units of measure. */
export const unitModel: ModelDefinition = {
  model: 'uom.uom',
  description: 'Product Unit of Measure',
  order: 'sequence, id',
  fields: {
    name: char('Unit Name', { required: true, translate: true }),
    factor: float('Absolute Quantity', { default: 1 }),
    sequence: integer('Sequence', { default: 10 }),
    active: boolean('Active', { default: true }),
  },
};

/** The tree of product categories. */
export const productCategoryModel: ModelDefinition = {
  model: 'product.category',
  description: 'Product Category',
  order: 'complete_name, id',
  parent: 'parent_id',
  displayName: completeName,
  searchNamesIn: ['complete_name'],
  fields: {
    name: char('Name', { required: true, translate: true }),
    complete_name: char('Complete Name', { readonly: true, compute: completeName }),
    parent_id: many2one('product.category', 'Parent Category', { ondelete: 'cascade' }),
    child_id: one2many('product.category', 'parent_id', 'Child Categories'),
  },
};

function completeName(category: OdooRecord): string {
  const parent = category.one('parent_id');
  return parent ? `${completeName(parent)} / ${category.text('name')}` : category.text('name');
}
