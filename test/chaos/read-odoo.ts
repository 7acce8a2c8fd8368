import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Config } from '#config/load-config.ts';
import { odooReader } from '#launch/demo/odoo-reader.ts';
import { product } from './dialogue.ts';
import type { Evidence } from './judge-conversation.ts';

export type OdooEvidence = Pick<Evidence, 'orders' | 'partners' | 'productId'>;

/** What Odoo has of each customer, read past the system that is judged. */
export async function readOdoo(
  config: Config,
  phones: readonly string[],
): Promise<Map<string, OdooEvidence>> {
  const reader = odooReader(config);
  const odoo = connectOdoo({
    url: config.ODOO_URL ?? '',
    db: config.ODOO_DB ?? '',
    username: config.ODOO_USERNAME ?? '',
    apiKey: config.ODOO_API_KEY,
    timeoutSeconds: 300,
  });
  try {
    const [found] = await odoo.searchRead('product.product', {
      domain: [['name', '=', product.name]],
      fields: ['id'],
      limit: 1,
    });
    if (!found) throw new Error(`Odoo has no ${product.name}`);
    const evidence = new Map<string, OdooEvidence>();
    for (const phone of phones) {
      const partners = await odoo.searchRead('res.partner', {
        domain: [['phone', '=', phone]],
        fields: ['id'],
        limit: 10,
      });
      const orders = await reader.ordersOf(phone);
      evidence.set(phone, { orders, partners: partners.length, productId: found.id });
    }
    return evidence;
  } finally {
    reader.close();
    odoo.close();
  }
}
