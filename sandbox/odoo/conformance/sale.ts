import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json2, json2Result } from './raw-json2.ts';
import { executeKw } from './raw-xml-rpc.ts';
import type { SuiteContext } from './target.ts';

interface Line {
  price_unit: number;
  discount: number;
  product_uom_qty: number;
  price_subtotal: number;
  price_tax: number;
  price_total: number;
}

type Values = Record<string, unknown>;

const quantity = 2;

/** From customer to delivery: the steps of a sale, and what each of them changes. */
export function saleSuite({ target, mark }: SuiteContext): void {
  const call = <Result>(path: string, named: object) => json2Result<Result>(target, path, named as Values);
  const readOne = async (model: string, id: number, fields: string[]) => {
    const [record] = await call<Values[]>(`${model}/read`, { ids: [id], fields });
    return record ?? {};
  };

  describe('a sale', () => {
    let partner = 0;
    let product = 0;
    let order = 0;
    const createOrder = async () => {
      const [id = 0] = await call<number[]>('sale.order/create', {
        vals_list: [
          {
            partner_id: partner,
            origin: mark,
            client_order_ref: 'WhatsApp',
            order_line: [[0, 0, { product_id: product, product_uom_qty: quantity }]],
          },
        ],
      });
      return id;
    };

    beforeAll(async () => {
      const [createdPartner = 0] = await call<number[]>('res.partner/create', {
        vals_list: { name: `${mark} buyer` },
      });
      partner = createdPartner;
      const inStock = [
        ['sale_ok', '=', true],
        ['is_storable', '=', true],
        ['list_price', '>', 1],
        ['free_qty', '>', 10],
      ];
      const [found = 0] = await call<number[]>('product.product/search', { domain: inStock, limit: 1 });
      product = found;
      order = await createOrder();
    });
    afterAll(async () => {
      const ids = await call<number[]>('sale.order/search', { domain: [['origin', 'like', mark]] });
      await call('sale.order/action_cancel', { ids });
      await call('sale.order/unlink', { ids });
      await call('res.partner/unlink', { ids: [partner] });
    });

    it('starts as a draft with a number, addresses and a currency of its own', async () => {
      const fields = [
        'name',
        'state',
        'partner_invoice_id',
        'partner_shipping_id',
        'currency_id',
        'user_id',
        'company_id',
      ];
      const draft = await readOne('sale.order', order, [
        ...fields,
        'date_order',
        'origin',
        'client_order_ref',
        'locked',
      ]);
      const buyer = [partner, `${mark} buyer`];
      expect(draft).toMatchObject({
        name: expect.stringMatching(/^S\d{5}$/),
        state: 'draft',
        partner_invoice_id: buyer,
        partner_shipping_id: buyer,
        currency_id: [expect.any(Number), expect.stringMatching(/^[A-Z]{3}$/)],
        user_id: [2, expect.any(String)],
        company_id: [1, expect.any(String)],
        date_order: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        origin: mark,
        client_order_ref: 'WhatsApp',
        locked: false,
      });
    });

    it('works out price, taxes and totals that agree with each other', async () => {
      const head = await readOne('sale.order', order, [
        'order_line',
        'amount_untaxed',
        'amount_tax',
        'amount_total',
      ]);
      const fields = [
        'price_unit',
        'discount',
        'product_uom_qty',
        'price_subtotal',
        'price_tax',
        'price_total',
      ];
      const [line] = await call<Line[]>('sale.order.line/read', { ids: head.order_line, fields });
      if (!line) throw new Error('the order has no line');
      expect(line.product_uom_qty).toBe(quantity);
      expect(line.price_unit).toBeGreaterThan(0);
      expect(line.price_subtotal).toBeCloseTo(line.price_unit * quantity * (1 - line.discount / 100), 2);
      expect(line.price_total).toBeCloseTo(line.price_subtotal + line.price_tax, 2);
      expect(head.amount_untaxed).toBeCloseTo(line.price_subtotal, 2);
      expect(head.amount_tax).toBeCloseTo(line.price_tax, 2);
      expect(head.amount_total).toBeCloseTo(line.price_total, 2);
    });

    it('takes the unit and the description of a line from the product', async () => {
      const { order_line: lines } = await readOne('sale.order', order, ['order_line']);
      const line = await readOne('sale.order.line', (lines as number[])[0] ?? 0, [
        'name',
        'product_uom_id',
        'product_id',
      ]);
      const { uom_id: unit, display_name: name } = await readOne('product.product', product, [
        'uom_id',
        'display_name',
      ]);
      expect(line.product_uom_id).toEqual(unit);
      expect(line.product_id).toEqual([product, name]);
      expect(line.name).not.toBe('');
    });

    it('works the totals out anew when a line changes', async () => {
      const { order_line: lines, amount_untaxed: before } = await readOne('sale.order', order, [
        'order_line',
        'amount_untaxed',
      ]);
      const [line] = lines as number[];
      const change = (amount: number) =>
        call('sale.order/write', {
          ids: [order],
          vals: { order_line: [[1, line, { product_uom_qty: amount }]] },
        });
      await change(quantity * 2);
      const { amount_untaxed: after } = await readOne('sale.order', order, ['amount_untaxed']);
      await change(quantity);
      expect(after).toBeCloseTo(2 * Number(before), 2);
    });

    it('is found by its origin, which is how a client finds what it made before', async () => {
      const domain = [
        ['origin', '=', mark],
        ['state', '!=', 'cancel'],
      ];
      expect(await call('sale.order/search', { domain })).toEqual([order]);
    });

    it('answers a request to send it with a window only, and stays a draft', async () => {
      const action = await call<Values>('sale.order/action_quotation_send', { ids: [order] });
      expect(action).toMatchObject({
        type: 'ir.actions.act_window',
        res_model: 'mail.compose.message',
        context: { default_model: 'sale.order', default_res_ids: [order] },
      });
      expect((await readOne('sale.order', order, ['state'])).state).toBe('draft');
    });

    it('is confirmed once: the second time is a UserError', async () => {
      const { free_qty: before } = await readOne('product.product', product, ['free_qty']);
      expect(await call('sale.order/action_confirm', { ids: [order] })).toBe(true);
      const { free_qty: after, qty_available: onHand } = await readOne('product.product', product, [
        'free_qty',
        'qty_available',
      ]);
      expect((await readOne('sale.order', order, ['state'])).state).toBe('sale');
      expect(Number(before) - Number(after)).toBe(quantity);
      expect(Number(onHand)).toBeGreaterThanOrEqual(Number(before));
      expect(await json2(target, 'sale.order/action_confirm', { ids: [order] })).toMatchObject({
        status: 422,
        body: { name: 'odoo.exceptions.UserError' },
      });
      expect((await executeKw(target, 'sale.order', 'action_confirm', [[order]])).fault?.code).toBe(2);
    });

    it('has a delivery that waits to be sent', async () => {
      const fields = ['picking_ids', 'delivery_status', 'name', 'invoice_ids'];
      const {
        picking_ids: pickings,
        delivery_status: status,
        name,
        invoice_ids: invoices,
      } = await readOne('sale.order', order, fields);
      expect({ status, invoices }).toEqual({ status: 'pending', invoices: [] });
      const [picking] = pickings as number[];
      const read = await readOne('stock.picking', picking ?? 0, [
        'state',
        'origin',
        'sale_id',
        'picking_type_code',
      ]);
      expect(read).toMatchObject({
        state: 'assigned',
        origin: name,
        sale_id: [order, name],
        picking_type_code: 'outgoing',
      });
    });

    it('cannot lose lines or be deleted any more', async () => {
      const { order_line: lines } = await readOne('sale.order', order, ['order_line']);
      for (const [model, ids] of [
        ['sale.order.line', lines],
        ['sale.order', [order]],
      ]) {
        const answer = await json2(target, `${model}/unlink`, { ids });
        expect(answer).toMatchObject({ status: 422, body: { name: 'odoo.exceptions.UserError' } });
      }
    });

    it('keeps its customer from being deleted', async () => {
      expect((await json2(target, 'res.partner/unlink', { ids: [partner] })).status).toBe(422);
    });

    it('is locked by a method that returns None: over XML-RPC it commits and then faults', async () => {
      const { fault } = await executeKw(target, 'sale.order', 'action_lock', [[order]]);
      expect(fault?.code).toBe(1);
      expect(fault?.text).toMatch(/TypeError: cannot marshal None unless allow_none is enabled\n$/);
      expect((await readOne('sale.order', order, ['locked'])).locked).toBe(true);
      expect((await json2(target, 'sale.order/action_cancel', { ids: [order] })).status).toBe(422);
      expect(await json2(target, 'sale.order/action_unlock', { ids: [order] })).toMatchObject({
        status: 200,
        body: null,
      });
    });

    it('is cancelled with its delivery, and what was reserved is free again', async () => {
      const { free_qty: before } = await readOne('product.product', product, ['free_qty']);
      expect(await call('sale.order/action_cancel', { ids: [order] })).toBe(true);
      const { state, delivery_status: delivery } = await readOne('sale.order', order, [
        'state',
        'delivery_status',
      ]);
      const { free_qty: after } = await readOne('product.product', product, ['free_qty']);
      expect({ state, delivery }).toEqual({ state: 'cancel', delivery: false });
      expect(Number(after) - Number(before)).toBe(quantity);
    });

    it('goes back to draft, may be confirmed again, and is deleted when cancelled', async () => {
      expect(await call('sale.order/action_draft', { ids: [order] })).toBe(true);
      expect((await readOne('sale.order', order, ['state'])).state).toBe('draft');
      const other = await createOrder();
      await call('sale.order/action_confirm', { ids: [other] });
      await call('sale.order/action_cancel', { ids: [other] });
      expect(await call('sale.order/unlink', { ids: [other] })).toBe(true);
      expect(await call('sale.order/read', { ids: [other], fields: ['name'] })).toEqual([]);
    });

    it('leaves nothing behind when one of its lines is wrong', async () => {
      const lines = [
        [0, 0, { product_id: product }],
        [0, 0, { product_id: 99_999_999 }],
      ];
      const wrong = { partner_id: partner, origin: `${mark} wrong`, order_line: lines };
      expect((await json2(target, 'sale.order/create', { vals_list: [wrong] })).status).toBe(404);
      expect(await call('sale.order/search_count', { domain: [['origin', '=', `${mark} wrong`]] })).toBe(0);
    });
  });
}
