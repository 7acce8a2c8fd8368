import {
  boolean,
  char,
  date,
  float,
  html,
  integer,
  many2many,
  many2one,
  monetary,
  selection,
} from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';

/** Sales teams, leads and opportunities. */
export const crmModels: ModelDefinition[] = [
  {
    model: 'crm.team',
    description: 'Sales Team',
    order: 'sequence, id',
    fields: {
      name: char('Sales Team', { required: true, translate: true }),
      sequence: integer('Sequence', { default: 10 }),
      active: boolean('Active', { default: true }),
    },
  },
  {
    model: 'crm.tag',
    description: 'CRM Tag',
    fields: { name: char('Tag Name', { required: true, translate: true }) },
  },
  {
    model: 'crm.stage',
    description: 'CRM Stages',
    order: 'sequence, name, id',
    fields: {
      name: char('Stage Name', { required: true, translate: true }),
      sequence: integer('Sequence', { default: 1 }),
      is_won: boolean('Is Won Stage?'),
    },
  },
  {
    model: 'crm.lead',
    description: 'Lead',
    order: 'priority desc, id desc',
    searchNamesIn: ['name', 'contact_name', 'partner_name', 'email_from', 'phone'],
    fields: {
      name: char('Opportunity', { required: true }),
      type: selection({ lead: 'Lead', opportunity: 'Opportunity' }, 'Type', {
        required: true,
        default: 'lead',
      }),
      active: boolean('Active', { default: true }),
      stage_id: many2one('crm.stage', 'Stage', { default: 1 }),
      partner_id: many2one('res.partner', 'Contact'),
      contact_name: char('Contact Name', {
        default: (lead) => lead.one('partner_id')?.value('name') ?? false,
        resetBy: ['partner_id'],
      }),
      partner_name: char('Company Name'),
      email_from: char('Email', {
        default: (lead) => lead.one('partner_id')?.value('email') ?? false,
        resetBy: ['partner_id'],
      }),
      phone: char('Phone', {
        default: (lead) => lead.one('partner_id')?.value('phone') ?? false,
        resetBy: ['partner_id'],
      }),
      description: html('Notes'),
      referred: char('Referred By'),
      user_id: many2one('res.users', 'Salesperson', { default: (lead) => lead.environment.userId }),
      team_id: many2one('crm.team', 'Sales Team', { default: 1 }),
      company_id: many2one('res.company', 'Company'),
      tag_ids: many2many('crm.tag', 'Tags'),
      priority: selection({ '0': 'Low', '1': 'Medium', '2': 'High', '3': 'Very High' }, 'Priority', {
        default: '0',
      }),
      probability: float('Probability', { default: 10 }),
      expected_revenue: monetary('Expected Revenue'),
      date_deadline: date('Expected Closing'),
    },
  },
];
