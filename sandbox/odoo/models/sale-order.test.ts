import { beforeEach, describe, expect, it } from 'vitest';
import { callMethod } from '../orm/call-method.ts';
import { createRecord } from '../orm/create-record.ts';
import { type Environment, withContext } from '../orm/environment.ts';
import type { OdooRecord } from '../orm/record.ts';
import { search } from '../orm/search.ts';
import { unlinkRecords } from '../orm/unlink-records.ts';
import { writeRecord } from '../orm/write-record.ts';
import { productByCode } from '../seed/seed-products.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

let environment: Environment;
let customer: number;
beforeEach(() => {
  environment = createTestEnvironment();
  customer = search(environment, 'res.partner', [['name', '=', 'Zeca Monteiro']])[0]?.id ?? 0;
});

function createOrder(...lines: [code: string, quantity: number][]): OdooRecord {
  return createRecord(environment, 'sale.order', {
    partner_id: customer,
    order_line: lines.map(([code, quantity]) => [
      0,
      0,
      { product_id: productByCode(environment, code).id, product_uom_qty: quantity },
    ]),
  });
}

const call = (order: OdooRecord, method: string) =>
  callMethod(environment, 'sale.order', method, [order.id], {});
const confirm = (order: OdooRecord) => call(order, 'action_confirm');

describe('prices', () => {
  it('are those of the pricelist, not of the product', () => {
    const order = createOrder(['CIM-CP2', 3]);
    const [line] = order.many('order_line');
    expect(line?.one('product_id')?.number('lst_price')).toBe(38.9);
    expect(line?.number('price_unit')).toBe(35.9);
    expect(order.number('amount_total')).toBe(107.7);
  });

  it('fall with the quantity, also when it changes later', () => {
    const order = createOrder(['CIM-CP2', 3]);
    const [line] = order.many('order_line');
    writeRecord(order, { order_line: [[1, line?.id ?? 0, { product_uom_qty: 50 }]] });
    expect(line?.number('price_unit')).toBe(33.5);
    expect(order.number('amount_total')).toBe(1675);
  });

  it('may be shown as a discount', () => {
    const [line] = createOrder(['ROL-23', 1]).many('order_line');
    expect([line?.number('price_unit'), line?.number('discount')]).toEqual([27.9, 10]);
    expect(line?.number('price_subtotal')).toBe(25.11);
  });

  it('carry tax where there is one', () => {
    const order = createOrder(['MRT-27', 2], ['OCU-INC', 1]);
    expect(order.number('amount_untaxed')).toBe(89.7);
    expect(order.number('amount_tax')).toBe(3.99);
    expect(order.number('amount_total')).toBe(93.69);
  });

  it('can be given by the caller', () => {
    const product = productByCode(environment, 'MRT-27');
    const order = createRecord(environment, 'sale.order', {
      partner_id: customer,
      order_line: [[0, 0, { product_id: product.id, price_unit: 10, tax_ids: [], discount: 50 }]],
    });
    expect(order.number('amount_total')).toBe(5);
  });
});

describe('a draft', () => {
  it('has a number, is valid for a month, and belongs to whoever made it', () => {
    const order = createOrder(['MRT-27', 1]);
    expect(order.text('name')).toMatch(/^S\d{5}$/);
    expect(order.text('validity_date')).toBe('2026-04-09');
    expect(order.text('date_order')).toBe('2026-03-10 12:00:00');
    expect(order.value('user_id')).toBe(2);
    expect(order.value('partner_shipping_id')).toBe(customer);
    expect(order.text('invoice_status')).toBe('no');
  });

  it('reserves nothing', () => {
    const before = productByCode(environment, 'MRT-27').number('free_qty');
    createOrder(['MRT-27', 5]);
    expect(productByCode(environment, 'MRT-27').number('free_qty')).toBe(before);
  });
});

describe('a confirmed order', () => {
  it('reserves what is free and tells what is missing', () => {
    const order = createOrder(['ESC-5', 10]);
    const product = productByCode(environment, 'ESC-5');
    confirm(order);
    const [picking] = order.many('picking_ids');
    const [move] = picking?.many('move_ids') ?? [];
    expect(move?.text('state')).toBe('partially_available');
    expect(move?.number('quantity')).toBe(6);
    expect(product.number('free_qty')).toBe(0);
    expect(product.number('virtual_available')).toBe(-4);
    expect(product.number('qty_available')).toBe(6);
  });

  it('waits for what is out of stock', () => {
    const order = createOrder(['SRT-20', 1]);
    confirm(order);
    expect(order.many('picking_ids').map((picking) => picking.text('state'))).toEqual(['confirmed']);
  });

  it('delivers goods, not services', () => {
    const services = createOrder(['SRV-INS', 1]);
    confirm(services);
    expect(services.value('picking_ids')).toEqual([]);
    expect(services.value('delivery_status')).toBe(false);
    expect(services.text('invoice_status')).toBe('to invoice');
  });

  it('takes a further line into its delivery', () => {
    const order = createOrder(['MRT-27', 1]);
    confirm(order);
    const product = productByCode(environment, 'ALI-8').id;
    writeRecord(order, { order_line: [[0, 0, { product_id: product, product_uom_qty: 2 }]] });
    expect(order.many('picking_ids')).toHaveLength(1);
    expect(order.many('picking_ids')[0]?.many('move_ids')).toHaveLength(2);
  });

  it('is delivered from the stock', () => {
    const order = createOrder(['MRT-27', 2]);
    const before = productByCode(environment, 'MRT-27').number('qty_available');
    confirm(order);
    const [picking] = order.many('picking_ids');
    callMethod(environment, 'stock.picking', 'button_validate', [picking?.id ?? 0], {});
    expect(picking?.text('state')).toBe('done');
    expect(picking?.text('date_done')).toBe('2026-03-10 12:00:00');
    expect(order.text('delivery_status')).toBe('full');
    expect(order.many('order_line')[0]?.number('qty_delivered')).toBe(2);
    expect(productByCode(environment, 'MRT-27').number('qty_available')).toBe(before - 2);
  });

  it('may deliver more than there is', () => {
    const order = createOrder(['SRT-20', 2]);
    confirm(order);
    callMethod(environment, 'stock.picking', 'button_validate', [order.many('picking_ids')[0]?.id ?? 0], {});
    expect(productByCode(environment, 'SRT-20').number('qty_available')).toBe(-2);
  });

  it('gives back what it reserved when its transfer is cancelled', () => {
    const order = createOrder(['MRT-27', 2]);
    const before = productByCode(environment, 'MRT-27').number('free_qty');
    confirm(order);
    callMethod(environment, 'stock.picking', 'action_cancel', [order.many('picking_ids')[0]?.id ?? 0], {});
    expect(productByCode(environment, 'MRT-27').number('free_qty')).toBe(before);
    expect(order.text('state')).toBe('sale');
  });

  it('cannot be confirmed again, nor deleted, nor lose a line', () => {
    const order = createOrder(['MRT-27', 1]);
    confirm(order);
    expect(() => confirm(order)).toThrow('não estão em um estado que exija confirmação');
    expect(() => unlinkRecords([order])).toThrow('Você não pode deletar');
    expect(() => unlinkRecords(order.many('order_line'))).toThrow('você não pode remover linhas');
  });

  it('cannot be cancelled while it is locked', () => {
    const order = createOrder(['MRT-27', 1]);
    expect(call(order, 'action_lock')).toBeNull();
    expect(() => call(order, 'action_cancel')).toThrow('pedido bloqueado');
    call(order, 'action_unlock');
    expect(call(order, 'action_cancel')).toBe(true);
    expect(call(order, 'action_draft')).toBe(true);
    expect(order.text('state')).toBe('draft');
  });
});

describe('an invoice', () => {
  const invoice = (order: OdooRecord) => {
    const context = withContext(environment, { active_ids: [order.id] });
    const wizard = createRecord(context, 'sale.advance.payment.inv', {});
    return callMethod(context, 'sale.advance.payment.inv', 'create_invoices', [wizard.id], {});
  };

  it('is made by the wizard and comes to what the order comes to', () => {
    const order = createOrder(['MRT-27', 2], ['ROL-23', 1]);
    confirm(order);
    expect(invoice(order)).toMatchObject({ res_model: 'account.move', res_id: expect.any(Number) });
    const [draft] = order.many('invoice_ids');
    expect(draft?.text('state')).toBe('draft');
    expect(draft?.number('amount_total')).toBe(order.number('amount_total'));
    expect(draft?.number('amount_residual')).toBe(order.number('amount_total'));
    expect(draft?.text('invoice_origin')).toBe(order.text('name'));
    expect(order.text('invoice_status')).toBe('invoiced');
  });

  it('gets its number and date when it is posted', () => {
    const order = createOrder(['MRT-27', 1]);
    confirm(order);
    invoice(order);
    const [posted] = order.many('invoice_ids');
    expect(posted?.displayName()).toMatch(/^Rascunho/);
    expect(callMethod(environment, 'account.move', 'action_post', [posted?.id ?? 0], {})).toBe(false);
    expect(posted?.text('name')).toMatch(/^FAT\/2026\/\d{5}$/);
    expect(posted?.text('invoice_date')).toBe('2026-03-10');
  });

  it('is refused where there is nothing to invoice', () => {
    expect(() => invoice(createOrder(['MRT-27', 1]))).toThrow('Não há itens disponíveis para faturar');
  });
});
