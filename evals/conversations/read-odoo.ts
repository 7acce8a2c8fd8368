import type { Odoo, OdooRecord } from '#adapters/odoo/port.ts';

/** An order as Odoo has it. */
export interface OrderFound {
  id: number;
  name: string;
  state: string;
  total: number;
  /** Quantities by product code. */
  lines: Record<string, number>;
}

/** What Odoo holds of everybody with one phone number. */
export interface OdooFound {
  /** Oldest first. */
  orders: OrderFound[];
  partners: number;
  /** Coming appointments. */
  appointments: number;
  leads: number;
  /** The texts of all notes on these orders. */
  notes: string[];
}

const most = 100;

/** Reads past the whole system what is in Odoo. */
export async function readOdoo(odoo: Odoo, phone: string): Promise<OdooFound> {
  const find = (model: string, domain: unknown[], fields: string[]) =>
    odoo.searchRead(model, { domain, fields, limit: most, order: 'id' });
  const partners = idsOf(await find('res.partner', [['phone', '=', phone]], []));
  const orders = await find(
    'sale.order',
    [['partner_id', 'in', partners]],
    ['name', 'state', 'amount_total'],
  );
  const [lines, notes, appointments, leads] = await Promise.all([
    find(
      'sale.order.line',
      [['order_id', 'in', idsOf(orders)]],
      ['order_id', 'product_id', 'product_uom_qty'],
    ),
    find(
      'mail.message',
      [
        ['model', '=', 'sale.order'],
        ['res_id', 'in', idsOf(orders)],
      ],
      ['body'],
    ),
    find('calendar.event', [['partner_ids', 'in', partners]], []),
    find('crm.lead', ['|', ['phone', '=', phone], ['partner_id', 'in', partners]], []),
  ]);
  const products = [...new Set(lines.map(({ product_id }) => idOf(product_id)))];
  const codes = new Map(
    (await odoo.read('product.product', products, ['default_code'])).map((product) => [
      product.id,
      String(product.default_code),
    ]),
  );
  return {
    orders: orders.map(({ id, name, state, amount_total }) => ({
      id,
      name: String(name),
      state: String(state),
      total: Number(amount_total),
      lines: Object.fromEntries(
        lines
          .filter(({ order_id }) => idOf(order_id) === id)
          .map(({ product_id, product_uom_qty }) => [
            codes.get(idOf(product_id)) ?? '',
            Number(product_uom_qty),
          ]),
      ),
    })),
    partners: partners.length,
    appointments: appointments.length,
    leads: leads.length,
    notes: notes.map(({ body }) => String(body)),
  };
}

const idsOf = (records: readonly OdooRecord[]) => records.map(({ id }) => id);
/** Of a many2one: `[id, name]`. */
const idOf = (reference: unknown) => (reference as [number, string])[0];
