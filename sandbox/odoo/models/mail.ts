import { currentDatetime } from '../orm/environment.ts';
import {
  boolean,
  char,
  datetime,
  html,
  integer,
  many2many,
  many2one,
  selection,
  text,
} from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import { recordOf } from '../orm/record.ts';

const messageTypes = { email: 'Incoming Email', comment: 'Comment', notification: 'System notification' };

/** Messages in the chatter of records. */
export const mailModels: ModelDefinition[] = [
  {
    model: 'mail.message.subtype',
    description: 'Message subtypes',
    fields: {
      name: char('Message Type', { required: true, translate: true }),
      description: text('Description'),
    },
  },
  {
    model: 'mail.message',
    description: 'Message',
    order: 'id desc',
    displayName: (message) => message.text('record_name'),
    fields: {
      subject: char('Subject'),
      message_id: char('Message-Id', { readonly: true }),
      body: html('Contents'),
      model: char('Related Document Model'),
      res_id: integer('Related Document ID'),
      record_name: char('Message Record Name'),
      message_type: selection(messageTypes, 'Type', { required: true, default: 'comment' }),
      subtype_id: many2one('mail.message.subtype', 'Subtype'),
      author_id: many2one('res.partner', 'Author', {
        default: ({ environment }) =>
          recordOf(environment, 'res.users', environment.userId).value('partner_id'),
      }),
      email_from: char('From'),
      date: datetime('Date', { default: (message) => currentDatetime(message.environment) }),
      is_internal: boolean('Employee Only'),
      partner_ids: many2many('res.partner', 'Recipients'),
    },
  },
];
