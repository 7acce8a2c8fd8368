import { z } from 'zod';
import { httpUrl, list, onOff, seconds, secret } from './kinds.ts';

export const odooVariables = {
  ODOO_URL: httpUrl().optional().describe('Address of Odoo; without it a stand-in is started.'),
  ODOO_DB: z.string().min(1).optional().describe('Name of the Odoo database.'),
  ODOO_USERNAME: z.string().min(1).optional().describe('Login of the Odoo user that the crews act as.'),
  ODOO_PASSWORD: secret().optional().describe('Its password; an API key is faster and safer.'),
  ODOO_API_KEY: secret().optional().describe('Its API key (Odoo 14 and later), preferred over the password.'),
  ODOO_TIMEOUT_SECONDS: seconds(15).describe('Longest wait for one answer of Odoo.'),
  ODOO_API: z
    .enum(['xmlrpc', 'json2'])
    .optional()
    .describe('Forces an API of Odoo; without it JSON-2 is used where Odoo has it and there is a key.'),
  ODOO_WRITE: onOff('false').describe(
    'Offers the tools that change records of any model. Sales, leads and appointments do not depend on it.',
  ),
  ODOO_WRITE_ALLOW: list(
    '*:create,*:update',
    /^(\*|[a-z0-9_.]+):(\*|create|update|delete)$/,
    'model:operation, separated by commas, for example res.partner:update,crm.lead:*',
  ).describe(
    'What they may do: model:operation (create, update, delete), * for any; models of the system stay closed.',
  ),
  ODOO_METHODS: list(
    '',
    /^[a-z0-9_]+(\.[a-z0-9_]+)*\.[a-z]\w*$/,
    'model.method, separated by commas, for example sale.order.action_lock',
  ).describe('Methods that call_method may call, for example sale.order.action_lock; none by default.'),
};
