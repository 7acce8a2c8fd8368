import { createRecord } from '../orm/create-record.ts';
import { putValues } from '../orm/put-values.ts';
import type { OdooRecord } from '../orm/record.ts';
import { idsOf } from '../orm/value.ts';

/** Makes the variants of a template fit its attributes: missing ones are created, others archived. */
export function synchronizeVariants(template: OdooRecord): void {
  const wanted = new Map(combinationsOf(template).map((ids) => [keyOf(ids), ids]));
  for (const variant of template.many('product_variant_ids')) {
    const key = keyOf(idsOf(variant.value('product_template_attribute_value_ids')));
    if (!wanted.delete(key)) putValues(variant, { active: false });
  }
  for (const ids of wanted.values()) {
    createRecord(template.environment, 'product.product', {
      product_tmpl_id: template.id,
      product_template_attribute_value_ids: ids,
    });
  }
}

/** One attribute value of each line, in every way; without lines a single, empty combination. */
function combinationsOf(template: OdooRecord): number[][] {
  let combinations: number[][] = [[]];
  for (const line of template.many('attribute_line_ids')) {
    const values = idsOf(line.value('product_template_value_ids'));
    combinations = combinations.flatMap((combination) => values.map((value) => [...combination, value]));
  }
  return combinations;
}

function keyOf(ids: number[]): string {
  return ids.toSorted((first, second) => first - second).join();
}
