import { z } from 'zod';
import type { Odoo, OdooCallOptions, OdooField } from '#adapters/odoo/port.ts';

const longestHelp = 200;
const mostValues = 40;

/** A field as tools describe one; what is false is left out. */
export const fieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  relation: z.string().optional().describe('the related model'),
  values: z.array(z.string()).optional().describe('of a selection, each as value: label'),
  required: z.literal(true).optional(),
  readonly: z.literal(true).optional(),
  computed: z.literal(true).optional().describe('not stored: cannot be grouped or ordered by'),
  help: z.string().optional(),
});

export type FieldDescription = z.output<typeof fieldSchema>;

const attributes = ['type', 'string', 'relation', 'selection', 'required', 'readonly', 'store', 'help'];

/** The fields of a model, the required ones first, then by name. */
export async function describeFields(
  odoo: Pick<Odoo, 'fieldsGet'>,
  model: string,
  options: OdooCallOptions,
): Promise<FieldDescription[]> {
  const fields = await odoo.fieldsGet(model, attributes, options);
  return Object.entries(fields)
    .map(([name, field]) => describeField(name, field))
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.name < other.name ? -1 : 1));
}

function rankOf({ required }: FieldDescription): number {
  return required ? 0 : 1;
}

function describeField(name: string, field: OdooField): FieldDescription {
  const { type = 'unknown', string: label = name, relation, selection, required, readonly, store } = field;
  const help =
    typeof field.help === 'string' ? field.help.replace(/\s+/g, ' ').trim().slice(0, longestHelp) : '';
  return {
    name,
    label,
    type,
    ...(relation ? { relation } : {}),
    ...(Array.isArray(selection) ? { values: valuesOf(selection) } : {}),
    ...(required ? { required: true as const } : {}),
    ...(readonly ? { readonly: true as const } : {}),
    ...(store === false ? { computed: true as const } : {}),
    ...(help ? { help } : {}),
  };
}

function valuesOf(selection: unknown[]): string[] {
  return selection
    .slice(0, mostValues)
    .map((entry) => (Array.isArray(entry) ? `${entry[0]}: ${entry[1]}` : String(entry)));
}
