import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Config } from '#config/load-config.ts';
import { ConfigError } from '#errors/errors.ts';
import { type DemoProduct, orderedQuantity } from './script.ts';

/** An order as Odoo has it, read past the whole system. */
export interface OrderRead {
  id: number;
  name: string;
  state: string;
  total: number;
  lines: { productId: number; quantity: number; subtotal: number; tax: number }[];
}

/** A connection to Odoo of the demo's own, to choose a product and to check what was done. */
export function odooReader(config: Config) {
  const odoo = connectOdoo({
    url: config.ODOO_URL ?? '',
    db: config.ODOO_DB ?? '',
    username: config.ODOO_USERNAME ?? '',
    password: config.ODOO_PASSWORD,
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: config.ODOO_TIMEOUT_SECONDS,
  });

  return {
    /** A product that can be sold now, if there is one, and whose name is long enough to be misspelled. */
    async chooseProduct(): Promise<DemoProduct> {
      const { free_qty: stock } = await odoo.fieldsGet('product.product', ['type']);
      const products = await odoo.searchRead('product.product', {
        domain: [
          ['sale_ok', '=', true],
          ['list_price', '>', 0],
          ['type', '!=', 'service'],
        ],
        fields: stock ? ['name', 'free_qty'] : ['name'],
        order: 'id',
        limit: 200,
      });
      const named = products.map((product) => ({
        id: product.id,
        name: String(product.name),
        stock: product.free_qty,
      }));
      const clear = named.filter((product) => hasClearName(product, named));
      const product = clear.find((each) => Number(each.stock) >= orderedQuantity) ?? clear[0];
      if (!product) throw new ConfigError('The demo found no product that it could order in Odoo.');
      return product;
    },

    /** The newest orders of customers with this phone number, newest first. */
    async ordersOf(phone: string): Promise<OrderRead[]> {
      const orders = await odoo.searchRead('sale.order', {
        domain: [['partner_id.phone', '=', phone]],
        fields: ['name', 'state', 'amount_total'],
        order: 'id desc',
        limit: 10,
      });
      return Promise.all(
        orders.map(async ({ id, name, state, amount_total }) => {
          const lines = await odoo.searchRead('sale.order.line', {
            domain: [['order_id', '=', id]],
            fields: ['product_id', 'product_uom_qty', 'price_subtotal', 'price_tax'],
            order: 'id',
            limit: 50,
          });
          return {
            id,
            name: String(name),
            state: String(state),
            total: Number(amount_total),
            lines: lines.map((line) => ({
              productId: (line.product_id as [number, string])[0],
              quantity: Number(line.product_uom_qty),
              subtotal: Number(line.price_subtotal),
              tax: Number(line.price_tax),
            })),
          };
        }),
      );
    },
    close: () => odoo.close(),
  };
}

/** Two words or more, and no other product that this name would find too: a variant, or a longer name. */
function hasClearName({ id, name }: DemoProduct, all: readonly DemoProduct[]): boolean {
  const isLong = /^[\p{L} ]{9,}$/u.test(name) && name.includes(' ');
  const sought = name.toLowerCase();
  return isLong && all.every((other) => other.id === id || !other.name.toLowerCase().includes(sought));
}
