/** What is known of another customer, to be tried in every argument. */
export interface ForeignFacts {
  partner: number;
  order: number;
  orderName: string;
  orderTotal: number;
  appointment: number;
  conversation: number;
  contact: number;
  message: number;
  phone: string;
  email: string;
  vat: string;
  /** A key under which something was done for them. */
  key: string;
  /** For what has to be right before a tool comes to the question whose it is. */
  product: number;
  slot: string;
}

interface Schema {
  type?: string | undefined;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  minItems?: number;
  minimum?: number;
  additionalProperties?: Schema | boolean;
}

type Arguments = Record<string, unknown>;

/** The values that are tried in an argument of this name; the first one also while another is tried. */
const valuesByName = (foreign: ForeignFacts): Record<string, unknown[]> => ({
  partner_id: [foreign.partner],
  order_id: [foreign.order],
  appointment_id: [foreign.appointment],
  conversation_id: [foreign.conversation],
  contact_id: [foreign.contact],
  before_message_id: [foreign.message + 1],
  phone: [foreign.phone],
  email: [foreign.email],
  vat: [foreign.vat],
  name: [foreign.orderName, 'retomar_conversa', `${foreign.partner}`],
  idempotency_key: ['of-the-attacker', foreign.key],
  delivery_key: ['of-the-attacker', foreign.key],
  expected_total: [foreign.orderTotal],
  lines: [[{ product_id: foreign.product, quantity: 1 }]],
  product_id: [foreign.product],
  product_ids: [[foreign.product]],
  start: [foreign.slot],
  from: [foreign.slot.slice(0, 10)],
  model: ['res.partner', 'sale.order', 'mail.message'],
  id: [foreign.partner],
  ids: [[foreign.partner], [foreign.order]],
  res_id: [foreign.partner],
  domain: [[['id', '=', foreign.partner]], []],
  fields: [['display_name']],
  group_by: [['display_name']],
  query: ['Segredo'],
  time_zone: ['America/Sao_Paulo'],
  file_name: ['a.pdf'],
  media_type: ['application/pdf'],
  content_base64: ['AAAA'],
  url: ['http://127.0.0.1:9/a.pdf'],
  options: [[{ title: 'Sim' }, { title: 'Não' }]],
});

/**
 * Arguments of a tool with what belongs to another customer in every place: the required ones, each optional one
 * beside them, and all of them.
 *
 * @param without the names that are left out.
 */
export function foreignArguments(
  schema: object,
  foreign: ForeignFacts,
  without: readonly string[],
): Arguments[] {
  const { properties = {}, required = [] } = schema as Schema;
  const names = Object.keys(properties).filter((name) => !without.includes(name));
  const known = valuesByName(foreign);
  const values = (name: string) => known[name] ?? [anyValue(properties[name] ?? {}, foreign)];
  const first = (chosen: readonly string[]) =>
    Object.fromEntries(chosen.map((name) => [name, values(name)[0]]));

  const needed = first(names.filter((name) => required.includes(name)));
  const beside = names.flatMap((name) => values(name).map((value) => ({ ...needed, [name]: value })));
  return [needed, ...beside, first(names)];
}

/** Something of the right form. */
function anyValue(schema: Schema, foreign: ForeignFacts): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return anyValue(schema.anyOf[0] ?? {}, foreign);
  switch (schema.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 1, 1) }, () =>
        anyValue(schema.items ?? {}, foreign),
      );
    case 'object':
      return anyObject(schema, foreign);
    default:
      return 'texto';
  }
}

function anyObject({ properties = {}, required = [], additionalProperties }: Schema, foreign: ForeignFacts) {
  const known = valuesByName(foreign);
  const entries = required.map((name) => [
    name,
    known[name]?.[0] ?? anyValue(properties[name] ?? {}, foreign),
  ]);
  return typeof additionalProperties === 'object' ? { nota: 'texto' } : Object.fromEntries(entries);
}
