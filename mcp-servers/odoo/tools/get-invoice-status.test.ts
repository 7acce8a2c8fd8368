import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localTime } from '../context/local-time.ts';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe.each(apis)('get_invoice_status over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
  });
  afterAll(() => under.close());

  const status = (args: object, principal?: object) =>
    under.server.call('get_invoice_status', { ...args }, principal);

  /** A posted invoice of 100 and its taxes. */
  const createInvoice = async (partner_id: number, values: object = {}) => {
    const id = await under.odoo.create('account.move', {
      move_type: 'out_invoice',
      partner_id,
      invoice_line_ids: [[0, 0, { name: 'Serviço', quantity: 1, price_unit: 100 }]],
      ...values,
    });
    await under.odoo.call('account.move', 'action_post', { ids: [id], mode: 'write' });
    return id;
  };

  test('tells what is due, and since when', async () => {
    const partner_id = await createPartner(under.odoo);
    const late = await createInvoice(partner_id, { invoice_date_due: '2020-01-31' });
    const { data } = await status({ partner_id });
    expect(data).toMatchObject({
      invoices: [
        {
          invoice_id: late,
          name: expect.stringMatching(/\d/),
          kind: 'invoice',
          payment_state: 'not_paid',
          invoice_date: expect.stringMatching(/^\d{4}-/),
          due_date: '2020-01-31',
          overdue: true,
          amount_total: 100,
          amount_due: 100,
          currency: 'BRL',
        },
      ],
      has_more: false,
    });
  });

  test('a credit note is one, and what is not due yet is not overdue', async () => {
    const partner_id = await createPartner(under.odoo);
    await createInvoice(partner_id, { move_type: 'out_refund', invoice_date_due: '2999-01-01' });
    expect((await status({ partner_id })).data.invoices).toMatchObject([
      { kind: 'credit_note', overdue: false },
    ]);
  });

  test("overdue is by the date of the caller's clock", async () => {
    const partner_id = await createPartner(under.odoo);
    const [last, first] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati'];
    await createInvoice(partner_id, { invoice_date_due: localTime(new Date(), last).slice(0, 10) });
    const overdueBy = async (time_zone: string) => {
      const { data } = await status({ partner_id, context: { time_zone } });
      expect(data.context).toMatchObject({ time_zone });
      return (data.invoices as { overdue: boolean }[]).map(({ overdue }) => overdue);
    };
    expect(await overdueBy(last)).toEqual([false]);
    expect(await overdueBy(first)).toEqual([true]);
  });

  test('drafts and the invoices of others are nothing to tell', async () => {
    const partner_id = await createPartner(under.odoo);
    await under.odoo.create('account.move', { move_type: 'out_invoice', partner_id });
    await createInvoice(await createPartner(under.odoo));
    expect((await status({ partner_id })).data).toMatchObject({ invoices: [], has_more: false });
  });

  test('of an order it tells what is still to be invoiced, and only to its customer', async () => {
    const partner_id = await createPartner(under.odoo);
    const order_id = await createOrder(under.odoo, partner_id);
    await createInvoice(partner_id);
    expect((await status({ partner_id, order_id })).data).toMatchObject({
      invoices: [],
      has_more: false,
      order_invoice_status: 'no',
    });
    const principal = { customer: { partner: await createPartner(under.odoo) } };
    expect((await status({ order_id }, principal)).text).toMatch(/^order_not_found/);
  });

  test('says when there are older ones', async () => {
    const partner_id = await createPartner(under.odoo);
    for (const _ of [1, 2]) await createInvoice(partner_id);
    expect((await status({ partner_id, limit: 1 })).data).toMatchObject({ invoices: [{}], has_more: true });
    expect((await status({ partner_id, limit: 0 })).text).toMatch(/^invalid_input/);
  });
});
