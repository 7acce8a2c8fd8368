/** The names of fields that Odoo 19 gave new names to. */
export interface FieldNames {
  /** The unit of a sale order line. */
  lineUnit: string;
  /** The taxes of a sale order line. */
  lineTaxes: string;
  /** The groups of a user. */
  userGroups: string;
}

/** What these fields are called in Odoo `version`. */
export function fieldNamesOf(version: number): FieldNames {
  if (version >= 19) return { lineUnit: 'product_uom_id', lineTaxes: 'tax_ids', userGroups: 'group_ids' };
  return { lineUnit: 'product_uom', lineTaxes: 'tax_id', userGroups: 'groups_id' };
}
