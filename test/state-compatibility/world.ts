import type { Odoo, OdooRecord } from '#adapters/odoo/port.ts';
import { type World, worldSchema } from './release.ts';

const eventFields = ['name', 'start', 'stop', 'description', 'user_id', 'partner_ids', 'active'];
const inAnyState = { context: { active_test: false } };

/** Reads the records of Odoo that belong to the customers with these phones. */
export async function readWorld(odoo: Odoo, phones: readonly string[]): Promise<World> {
  const find = (model: string, domain: readonly unknown[], fields: readonly string[]) =>
    odoo.searchRead(model, { domain, fields, order: 'id', limit: 1_000 }, inAnyState);
  const partners = await find('res.partner', [['phone', 'in', phones]], ['name', 'phone']);
  const ids = partners.map(({ id }) => id);
  const orders = await find('sale.order', [['partner_id', 'in', ids]], ['partner_id', 'origin', 'state']);
  const lines = await find(
    'sale.order.line',
    [['order_id', 'in', orders.map(({ id }) => id)]],
    ['order_id', 'product_id', 'product_uom_qty', 'price_unit'],
  );
  const events = await find('calendar.event', [['partner_ids', 'in', ids]], eventFields);
  return worldSchema.parse({
    partners: partners.map(({ id, name, phone }) => ({ id, name, phone })),
    orders: orders.map(({ id, partner_id, origin, state }) => ({
      id,
      partner: idIn(partner_id),
      origin,
      state,
      lines: lines.filter(({ order_id }) => idIn(order_id) === id).map(lineOf),
    })),
    appointments: events.map(({ id, user_id, partner_ids, ...values }) => ({
      id,
      customers: (partner_ids as number[]).filter((partner) => ids.includes(partner)),
      values: {
        ...values,
        user_id: idIn(user_id),
        partner_ids: (partner_ids as number[]).filter((partner) => !ids.includes(partner)),
      },
    })),
  });
}

const lineOf = ({ product_id, product_uom_qty, price_unit }: OdooRecord) => ({
  product_id: idIn(product_id),
  quantity: product_uom_qty,
  price: price_unit,
});

/** Which id a record has now, by the field of the state that has the old one. */
export type NewIds = Record<'partner_id' | 'order_id' | 'appointment_id', Map<number, number>>;

/** Puts the records into another Odoo, which gives them ids of its own. */
export async function putBackWorld(odoo: Odoo, world: World): Promise<NewIds> {
  const ids: NewIds = { partner_id: new Map(), order_id: new Map(), appointment_id: new Map() };
  const partnerNow = (id: number) => ids.partner_id.get(id) ?? id;
  for (const { id, ...values } of world.partners) {
    ids.partner_id.set(id, await odoo.create('res.partner', values));
  }
  for (const { id, partner, origin, state, lines } of world.orders) {
    const order_line = lines.map(({ product_id, quantity, price }) => [
      0,
      0,
      { product_id, product_uom_qty: quantity, price_unit: price },
    ]);
    const made = await odoo.create('sale.order', { partner_id: partnerNow(partner), origin, order_line });
    if (state === 'sale') await odoo.call('sale.order', 'action_confirm', { ids: [made], mode: 'write' });
    ids.order_id.set(id, made);
  }
  for (const { id, customers, values } of world.appointments) {
    const partners = [...(values.partner_ids as number[]), ...customers.map(partnerNow)];
    const made = await odoo.create('calendar.event', { ...values, partner_ids: [[6, 0, partners]] });
    ids.appointment_id.set(id, made);
  }
  return ids;
}

/** A line of a thread's export, with the ids that its records have now. */
export function withNewIds(line: string, ids: NewIds): string {
  const isKnown = (key: string): key is keyof NewIds => key in ids;
  const renamed = (key: string, value: unknown) =>
    isKnown(key) && typeof value === 'number' ? (ids[key].get(value) ?? value) : value;
  return JSON.stringify(JSON.parse(line, renamed));
}

/** A many2one as Odoo answers it: `[id, name]`. */
function idIn(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}
