import { boolean, char, integer, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';

/** Countries, their states, currencies and languages. */
export const placeModels: ModelDefinition[] = [
  {
    model: 'res.country',
    description: 'Country',
    order: 'name, id',
    searchNamesIn: ['code'],
    fields: {
      name: char('Country Name', { required: true, translate: true }),
      code: char('Country Code', { required: true }),
      phone_code: integer('Country Calling Code'),
      currency_id: many2one('res.currency', 'Currency'),
      state_ids: one2many('res.country.state', 'country_id', 'States'),
    },
  },
  {
    model: 'res.country.state',
    description: 'Country state',
    order: 'code, id',
    searchNamesIn: ['code', 'name'],
    displayName: (state) => `${state.text('name')} (${state.one('country_id')?.text('code')})`,
    fields: {
      name: char('State Name', { required: true }),
      code: char('State Code', { required: true }),
      country_id: many2one('res.country', 'Country', { required: true }),
    },
  },
  {
    model: 'res.currency',
    description: 'Currency',
    order: 'active desc, name',
    fields: {
      name: char('Currency', { required: true }),
      full_name: char('Name'),
      symbol: char('Symbol', { required: true }),
      position: selection({ after: 'After Amount', before: 'Before Amount' }, 'Symbol Position', {
        default: 'after',
      }),
      active: boolean('Active', { default: true }),
    },
  },
  {
    model: 'res.lang',
    description: 'Languages',
    order: 'active desc, name',
    fields: {
      name: char('Name', { required: true }),
      code: char('Locale Code', { required: true }),
      iso_code: char('ISO code'),
      active: boolean('Active', { default: true }),
    },
  },
];
