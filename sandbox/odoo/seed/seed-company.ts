import type { FieldNames } from '../models/field-names.ts';
import { type Make, translated } from './make.ts';
import { brazilianStates } from './place-data.ts';

/** What the rest of the seed refers to. */
export interface CompanySeed {
  country: number;
  /** The id of a state by its two letters. */
  states: ReadonlyMap<string, number>;
  currency: number;
}

/** Languages, places, the company with its users, and what sales and the chatter need to exist. */
export function seedCompany(make: Make, names: FieldNames): CompanySeed {
  make('res.lang', { name: 'Portuguese (BR) / Português (BR)', code: 'pt_BR', iso_code: 'pt_BR' });
  make('res.lang', { name: 'English (US)', code: 'en_US', iso_code: 'en' });
  const currency = make('res.currency', {
    name: 'BRL',
    full_name: 'Brazilian real',
    symbol: 'R$',
    position: 'before',
  });
  const country = make('res.country', {
    name: translated('Brazil', 'Brasil'),
    code: 'BR',
    phone_code: 55,
    currency_id: currency,
  });
  const states = seedStates(make, country);
  seedUsers(make, names, { country, currency, state: states.get('SP') ?? false });
  seedSales(make);
  return { country, states, currency };
}

function seedStates(make: Make, country: number): Map<string, number> {
  const entries = Object.entries(brazilianStates).map(([code, name]): [string, number] => [
    code,
    make('res.country.state', { name, code, country_id: country }),
  ]);
  return new Map(entries);
}

function seedUsers(
  make: Make,
  names: FieldNames,
  place: { country: number; currency: number; state: number | false },
): void {
  const company = make('res.company', {
    name: 'Casa & Obra',
    resource_calendar_id: seedWorkingHours(make),
    currency_id: place.currency,
    country_id: place.country,
    state_id: place.state,
    city: 'São Paulo',
    street: 'Rua das Ferramentas, 100',
    phone: '+55 11 3000-1000',
    email: 'contato@casaeobra.example',
    vat: '12.345.678/0001-95',
    is_company: true,
  });
  const group = make('res.groups', { name: translated('Sales / Administrator', 'Vendas / Administrador') });
  const belongs = { company_id: company, company_ids: [company] };
  make('res.users', { name: 'OdooBot', login: '__system__', active: false, ...belongs });
  make('res.users', {
    name: 'Administrador',
    login: 'admin',
    email: 'admin@casaeobra.example',
    tz: 'America/Sao_Paulo',
    [names.userGroups]: [group],
    ...belongs,
  });
  make('res.users', {
    name: 'Beatriz Nunes',
    login: 'beatriz',
    email: 'beatriz@casaeobra.example',
    ...belongs,
  });
}

function seedSales(make: Make): void {
  make('mail.message.subtype', { name: translated('Discussions', 'Discussões') });
  make('mail.message.subtype', { name: translated('Note', 'Nota') });
  make('crm.team', { name: translated('Sales', 'Vendas') });
  const stages = [
    ['New', 'Novo'],
    ['Qualified', 'Qualificado'],
    ['Proposition', 'Proposta'],
    ['Won', 'Ganho'],
  ];
  for (const [sequence, [english = '', portuguese = '']] of stages.entries()) {
    make('crm.stage', { name: translated(english, portuguese), sequence, is_won: english === 'Won' });
  }
  make('stock.location', {
    name: translated('Stock', 'Estoque'),
    complete_name: 'WH/Estoque',
    usage: 'internal',
  });
  make('stock.location', {
    name: translated('Customers', 'Clientes'),
    complete_name: 'Customers',
    usage: 'customer',
  });
}

/** Monday to Friday from 8 to 18 with a break at noon, Saturday until 12. */
function seedWorkingHours(make: Make): number {
  const calendar = make('resource.calendar', { name: 'Horário da loja' });
  const add = (day: number, day_period: string, hour_from: number, hour_to: number) =>
    make('resource.calendar.attendance', {
      name: day_period,
      calendar_id: calendar,
      dayofweek: String(day),
      day_period,
      hour_from,
      hour_to,
    });
  for (const day of [0, 1, 2, 3, 4, 5]) add(day, 'morning', 8, 12);
  for (const day of [0, 1, 2, 3, 4]) {
    add(day, 'lunch', 12, 13);
    add(day, 'afternoon', 13, 18);
  }
  return calendar;
}
