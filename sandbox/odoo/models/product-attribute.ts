import { createRecord } from '../orm/create-record.ts';
import { boolean, char, float, integer, many2many, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';

const creation = { always: 'Instantly', dynamic: 'Dynamically', no_variant: 'Never' };

/** Attributes, their values, and which of them a product comes in. */
export const productAttributeModels: ModelDefinition[] = [
  {
    model: 'product.attribute',
    description: 'Product Attribute',
    order: 'sequence, id',
    fields: {
      name: char('Attribute', { required: true, translate: true }),
      sequence: integer('Sequence', { default: 20 }),
      create_variant: selection(creation, 'Variant Creation', { required: true, default: 'always' }),
      value_ids: one2many('product.attribute.value', 'attribute_id', 'Values'),
    },
  },
  {
    model: 'product.attribute.value',
    description: 'Attribute Value',
    order: 'attribute_id, sequence, id',
    displayName: withAttribute,
    fields: {
      name: char('Value', { required: true, translate: true }),
      sequence: integer('Sequence'),
      attribute_id: many2one('product.attribute', 'Attribute', { required: true, ondelete: 'cascade' }),
      default_extra_price: float('Default Extra Price'),
    },
  },
  {
    model: 'product.template.attribute.line',
    description: 'Product Template Attribute Line',
    order: 'sequence, attribute_id, id',
    displayName: (line) => line.one('attribute_id')?.text('name') ?? '',
    fields: {
      product_tmpl_id: many2one('product.template', 'Product Template', {
        required: true,
        ondelete: 'cascade',
      }),
      sequence: integer('Sequence', { default: 10 }),
      attribute_id: many2one('product.attribute', 'Attribute', { required: true, ondelete: 'restrict' }),
      value_ids: many2many('product.attribute.value', 'Values'),
      product_template_value_ids: one2many(
        'product.template.attribute.value',
        'attribute_line_id',
        'Product Attribute Values',
      ),
    },
    afterCreate: addMissingValues,
    afterWrite: addMissingValues,
  },
  {
    model: 'product.template.attribute.value',
    description: 'Product Template Attribute Value',
    order: 'attribute_line_id, product_attribute_value_id, id',
    displayName: withAttribute,
    fields: {
      name: char('Value', { related: 'product_attribute_value_id.name' }),
      ptav_active: boolean('Active', { default: true }),
      attribute_line_id: many2one('product.template.attribute.line', 'Attribute Line', {
        required: true,
        ondelete: 'cascade',
      }),
      product_attribute_value_id: many2one('product.attribute.value', 'Attribute Value', { required: true }),
      attribute_id: many2one('product.attribute', 'Attribute', { related: 'attribute_line_id.attribute_id' }),
      product_tmpl_id: many2one('product.template', 'Product Template', {
        related: 'attribute_line_id.product_tmpl_id',
      }),
      price_extra: float('Extra Price', {
        default: (value) => value.one('product_attribute_value_id')?.number('default_extra_price') ?? 0,
      }),
    },
  },
];

function withAttribute(value: OdooRecord): string {
  return `${value.one('attribute_id')?.text('name')}: ${value.text('name')}`;
}

/** Every attribute value of a line has a record of its own, which carries the extra price. */
function addMissingValues(line: OdooRecord): void {
  const present = line
    .many('product_template_value_ids')
    .map((value) => value.value('product_attribute_value_id'));
  for (const value of line.many('value_ids')) {
    if (present.includes(value.id)) continue;
    createRecord(line.environment, 'product.template.attribute.value', {
      attribute_line_id: line.id,
      product_attribute_value_id: value.id,
    });
  }
}
