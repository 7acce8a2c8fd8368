import { validationError } from '../orm/exceptions.ts';
import {
  binary,
  boolean,
  char,
  type Field,
  html,
  integer,
  many2many,
  many2one,
  one2many,
  selection,
} from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { phoneFields } from './phone.ts';

const addressTypes = { contact: 'Contact', invoice: 'Invoice', delivery: 'Delivery', other: 'Other' };

const addressFields: Record<string, Field> = {
  street: char('Street'),
  street2: char('Street2'),
  zip: char('Zip'),
  city: char('City'),
  state_id: many2one('res.country.state', 'State'),
  country_id: many2one('res.country', 'Country'),
};

const contactFields: Record<string, Field> = {
  email: char('Email'),
  email_normalized: char('Normalized Email', { readonly: true, compute: normalizedEmail }),
  ...phoneFields,
  website: char('Website Link'),
};

const partnerFields: Record<string, Field> = {
  name: char('Name'),
  complete_name: char('Complete Name', { readonly: true, compute: completeName }),
  active: boolean('Active', { default: true }),
  parent_id: many2one('res.partner', 'Related Company'),
  child_ids: one2many('res.partner', 'parent_id', 'Contact'),
  commercial_partner_id: many2one('res.partner', 'Commercial Entity', {
    readonly: true,
    compute: (partner) => commercialPartner(partner).id,
  }),
  is_company: boolean('Is a Company'),
  company_type: selection({ person: 'Person', company: 'Company' }, 'Company Type', {
    compute: (partner) => (partner.flag('is_company') ? 'company' : 'person'),
    readonly: false,
    store: false,
    searchable: false,
  }),
  type: selection(addressTypes, 'Address Type', { default: 'contact' }),
  vat: char('Tax ID'),
  ref: char('Reference'),
  lang: selection({ en_US: 'English (US)', pt_BR: 'Portuguese (BR) / Português (BR)' }, 'Language', {
    default: 'pt_BR',
  }),
  tz: char('Timezone'),
  comment: html('Notes'),
  image_1920: binary('Image'),
  image_128: binary('Image 128', { readonly: true, compute: (partner) => partner.value('image_1920') }),
  function: char('Job Position'),
  category_id: many2many('res.partner.category', 'Tags'),
  user_id: many2one('res.users', 'Salesperson'),
  company_id: many2one('res.company', 'Company'),
  customer_rank: integer('Customer Rank'),
  supplier_rank: integer('Supplier Rank'),
  property_product_pricelist: many2one('product.pricelist', 'Pricelist'),
  sale_order_ids: one2many('sale.order', 'partner_id', 'Sales Order'),
  sale_order_count: integer('Sale Order Count', {
    readonly: true,
    store: false,
    searchable: false,
    compute: (partner) => partner.many('sale_order_ids').length,
  }),
};

/** Contacts; the separate mobile number exists until Odoo 18. */
export function partnerModels(version: number): ModelDefinition[] {
  return [
    {
      model: 'res.partner',
      description: 'Contact',
      order: 'complete_name ASC, id DESC',
      searchNamesIn: ['complete_name', 'email', 'ref', 'vat'],
      displayName: completeName,
      parent: 'parent_id',
      fields: {
        ...partnerFields,
        ...contactFields,
        ...(version < 19 && { mobile: char('Mobile') }),
        ...addressFields,
      },
      constraints: [hasName],
    },
    {
      model: 'res.partner.category',
      description: 'Partner Tags',
      order: 'name, id',
      fields: {
        name: char('Name', { required: true, translate: true }),
        active: boolean('Active', { default: true }),
      },
    },
  ];
}

function hasName(partner: OdooRecord): void {
  if (partner.text('name') === '' && partner.text('type') === 'contact') {
    throw validationError('The operation cannot be completed: Contacts require a name');
  }
}

function completeName(partner: OdooRecord): string {
  const company = partner.one('parent_id');
  const name = partner.text('name');
  return company && !partner.flag('is_company') ? `${company.text('name')}, ${name}` : name;
}

function commercialPartner(partner: OdooRecord): OdooRecord {
  const parent = partner.one('parent_id');
  return parent && !partner.flag('is_company') ? commercialPartner(parent) : partner;
}

function normalizedEmail(partner: OdooRecord): string | false {
  const email = partner.text('email').trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : false;
}
