import { createRecord } from '../orm/create-record.ts';
import type { Environment } from '../orm/environment.ts';

/** Fills an empty database with the shop. */
export function seedDatabase(environment: Environment): void {
  const make = (model: string, values: Parameters<typeof createRecord>[2]) =>
    createRecord(environment, model, values).id;
  const brl = make('res.currency', {
    name: 'BRL',
    full_name: 'Brazilian real',
    symbol: 'R$',
    position: 'before',
  });
  const brazil = make('res.country', {
    name: { en_US: 'Brazil', pt_BR: 'Brasil' },
    code: 'BR',
    phone_code: 55,
    currency_id: brl,
  });
  const company = make('res.company', {
    name: 'Casa & Obra',
    currency_id: brl,
    country_id: brazil,
    is_company: true,
  });
  make('uom.uom', { name: { en_US: 'Units', pt_BR: 'Unidades' } });
  make('res.users', {
    name: 'OdooBot',
    login: '__system__',
    active: false,
    company_id: company,
    company_ids: [company],
  });
  make('res.users', {
    name: 'Administrador',
    login: 'admin',
    email: 'admin@casaeobra.example',
    company_id: company,
    company_ids: [company],
  });
  make('product.pricelist', { name: 'Padrão', currency_id: brl });
  const tools = make('product.category', { name: 'Ferramentas' });
  make('product.product', {
    name: 'Furadeira de impacto 650 W',
    default_code: 'FUR-650-127',
    list_price: 289.9,
    categ_id: tools,
    type: 'consu',
  });
  make('res.partner', {
    name: 'Ana Souza',
    phone: '+55 11 99999-0000',
    email: 'ana@example.com',
    country_id: brazil,
  });
}
