import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner, unique } from '../testing/records.ts';

describe.each(apis)('post_note over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  let order: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api, 2);
    partner = await createPartner(under.odoo);
    order = await createOrder(under.odoo, partner);
  });
  afterAll(() => under.close());

  const post = (text: string, values: object = {}) => {
    const idempotency_key = unique('note').replace(' ', '-');
    return under.server.call('post_note', {
      order_id: order,
      partner_id: partner,
      text,
      idempotency_key,
      ...values,
    });
  };
  const notes = async () => {
    const domain = [
      ['model', '=', 'sale.order'],
      ['res_id', '=', order],
    ];
    const search = { domain, fields: ['body'], limit: 100, order: 'id desc' };
    return (await under.odoo.searchRead('mail.message', search)).map(({ body }) => String(body));
  };

  test('writes the note on the order', async () => {
    expect((await post('Entregar à tarde')).data).toMatchObject({ order_id: order, posted: true });
    expect((await notes())[0]).toContain('Entregar à tarde');
  });

  test('keeps lines apart and markup harmless', async () => {
    await post('Linha 1\n<img src=x onerror=alert(1)> & co');
    const [body] = await notes();
    expect(body).toMatch(/Linha 1<br\s*\/?>&lt;img src=x onerror=alert\(1\)&gt; &amp; co/);
  });

  test('writes once for one key, side by side too', async () => {
    const before = (await notes()).length;
    const values = { idempotency_key: unique('once').replace(' ', '-') };
    const answers = await Promise.all([1, 2, 3].map(() => post('Uma vez', values)));
    expect(answers.map(({ data }) => data.posted).sort()).toEqual([false, false, true]);
    expect((await post('Uma vez', values)).data).toMatchObject({ posted: false });
    expect(await notes()).toHaveLength(before + 1);
  });

  test('a key is good for one order', async () => {
    const values = { idempotency_key: unique('once').replace(' ', '-') };
    await post('Aqui', values);
    const other = await createOrder(under.odoo, partner);
    expect((await post('Ali', { ...values, order_id: other })).text).toMatch(/^idempotency_key_reused/);
  });

  test('an answer that was lost after the commit is found by looking', async () => {
    const before = (await notes()).length;
    under.sandbox.faults.add({ kind: 'drop-after-commit', model: 'sale.order', method: 'message_post' });
    expect((await post('Chegou')).data).toMatchObject({ posted: true });
    expect(await notes()).toHaveLength(before + 1);
  });

  test('does not reach the order of another customer', async () => {
    const before = await notes();
    const { text } = await post('x', { partner_id: await createPartner(under.odoo) });
    expect(text).toMatch(/^order_not_found/);
    expect(await notes()).toEqual(before);
  });

  test.each(['', '   ', 'x'.repeat(2_001)])('refuses a note that is empty or too long', async (text) => {
    expect((await post(text)).text).toMatch(/^invalid_input: .*text/);
  });
});
