import type { Row } from '../orm/database.ts';
import type { Environment } from '../orm/environment.ts';
import type { Field } from '../orm/field.ts';
import { isReadonly, isStored } from '../orm/fields-get.ts';
import { createMake } from './make.ts';

/** Modules by technical name; those that helpdesks and shops would have are there, but not installed. */
const modules: Record<string, { title: string; installed: boolean }> = {
  base: { title: 'Base', installed: true },
  mail: { title: 'Discuss', installed: true },
  contacts: { title: 'Contacts', installed: true },
  product: { title: 'Products & Pricelists', installed: true },
  account: { title: 'Invoicing', installed: true },
  sale: { title: 'Sales', installed: true },
  sale_management: { title: 'Sales', installed: true },
  sale_stock: { title: 'Sales and Warehouse Management', installed: true },
  stock: { title: 'Inventory', installed: true },
  crm: { title: 'CRM', installed: true },
  sale_crm: { title: 'Opportunity to Quotation', installed: true },
  calendar: { title: 'Calendar', installed: true },
  website_sale: { title: 'eCommerce', installed: false },
  purchase: { title: 'Purchase', installed: false },
  project: { title: 'Project', installed: false },
};

/** The records in which the database describes itself. */
export function seedTechnical(environment: Environment): void {
  const make = createMake(environment);
  for (const [name, { title, installed }] of Object.entries(modules)) {
    make('ir.module.module', {
      name,
      shortdesc: title,
      state: installed ? 'installed' : 'uninstalled',
      latest_version: installed && `${environment.version}.0.1.0`,
    });
  }
  for (const model of environment.registry.values()) {
    const id = make('ir.model', { name: model.description, model: model.model });
    for (const [name, field] of Object.entries(model.fields)) {
      // Hundreds of rows at every start: they go straight into the table, as a real installation does it too.
      environment.database.insert('ir.model.fields', fieldRow(model.model, id, name, field));
    }
  }
}

function fieldRow(model: string, modelId: number, name: string, field: Field): Row {
  return {
    name,
    model,
    model_id: modelId,
    field_description: field.string,
    ttype: field.type,
    relation: field.relation ?? false,
    relation_field: field.inverse ?? false,
    required: field.required ?? false,
    readonly: isReadonly(field),
    store: isStored(field),
    state: 'base',
  };
}
