import { isBound } from '#identity/principal.ts';
import type { ToolContext } from '../../kit/define-tool.ts';
import { isSecretField } from '../access/secret-fields.ts';
import { listModels } from '../domain/list-models.ts';
import { fieldsOfAllowedModels } from '../domain/model-fields.ts';
import type { OdooServices } from '../services.ts';
import { escapeLike } from '../values.ts';

const mostRecords = 20;

type Context = ToolContext<OdooServices>;
type Given = Record<string, string>;

/** Open models whose technical name holds the text, those that begin with it first. */
export async function completeModel(value: string, _given: Given, context: Context): Promise<string[]> {
  if (isBound(context.principal, 'customer.partner')) return [];
  const models = await listModels(context.services.odoo, { signal: context.signal });
  return models
    .map(({ model }) => model)
    .filter((model) => model.includes(value))
    .sort((one, other) => Number(other.startsWith(value)) - Number(one.startsWith(value)));
}

/** Ids of records with this id or whose name holds the text; the newest first. */
export async function completeRecord(
  value: string,
  { model = '' }: Given,
  { services: { odoo }, principal, signal }: Context,
): Promise<string[]> {
  if (isBound(principal, 'customer.partner') || !model) return [];
  await fieldsOfAllowedModels(odoo, { signal })(model);
  const domain = value === '' ? [] : [['display_name', 'ilike', escapeLike(value)]];
  const exact = /^\d{1,9}$/.test(value) ? ['|', ['id', '=', Number(value)], ...domain] : domain;
  const search = { domain: exact, fields: ['id'], limit: mostRecords, order: 'id desc' };
  return (await odoo.searchRead(model, search, { signal })).map(({ id }) => String(id));
}

/** Fields of the model that hold files. */
export async function completeFileField(
  value: string,
  { model = '' }: Given,
  { services: { odoo }, principal, signal }: Context,
): Promise<string[]> {
  if (isBound(principal, 'customer.partner') || !model) return [];
  const fields = await fieldsOfAllowedModels(odoo, { signal })(model);
  return Object.entries(fields)
    .filter(([name, { type }]) => type === 'binary' && !isSecretField(name) && name.startsWith(value))
    .map(([name]) => name)
    .sort();
}
