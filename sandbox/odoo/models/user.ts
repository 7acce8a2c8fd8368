import { boolean, char, many2many, many2one } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { FieldNames } from './field-names.ts';

/** Users, their groups, and the companies that they work for. */
export function userModels(names: FieldNames): ModelDefinition[] {
  return [
    {
      model: 'res.company',
      description: 'Companies',
      order: 'name, id',
      inherits: 'partner_id',
      fields: {
        partner_id: many2one('res.partner', 'Partner', { required: true }),
        currency_id: many2one('res.currency', 'Currency', { required: true }),
        resource_calendar_id: many2one('resource.calendar', 'Default Working Hours'),
      },
    },
    {
      model: 'res.groups',
      description: 'Access Groups',
      order: 'name, id',
      fields: { name: char('Name', { required: true, translate: true }) },
    },
    {
      model: 'res.users',
      description: 'User',
      order: 'name, login',
      inherits: 'partner_id',
      searchNamesIn: ['name', 'login'],
      fields: {
        partner_id: many2one('res.partner', 'Related Partner', { required: true }),
        login: char('Login', { required: true }),
        active: boolean('Active', { default: true }),
        company_id: many2one('res.company', 'Company', { required: true }),
        company_ids: many2many('res.company', 'Companies'),
        [names.userGroups]: many2many('res.groups', 'Groups'),
      },
      methods: {
        has_group: { parameters: ['group_ext_id'], run: () => true },
        context_get: {
          onModel: true,
          run: ({ environment }) => ({ lang: 'pt_BR', tz: 'America/Sao_Paulo', uid: environment.userId }),
        },
      },
    },
  ];
}
