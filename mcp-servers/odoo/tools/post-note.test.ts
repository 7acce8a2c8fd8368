import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createOrder, createPartner } from '../testing/records.ts';

describe.each(apis)('post_note over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner: number;
  let order: number;
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
    partner = await createPartner(under.odoo);
    order = await createOrder(under.odoo, partner);
  });
  afterAll(() => under.close());

  const post = (text: string, partner_id = partner) =>
    under.server.call('post_note', { order_id: order, partner_id, text });
  const notes = async () => {
    const domain = [
      ['model', '=', 'sale.order'],
      ['res_id', '=', order],
    ];
    const search = { domain, fields: ['body'], limit: 10, order: 'id desc' };
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

  test('does not reach the order of another customer', async () => {
    const before = await notes();
    const { text } = await post('x', await createPartner(under.odoo));
    expect(text).toMatch(/^order_not_found/);
    expect(await notes()).toEqual(before);
  });

  test.each(['', '   ', 'x'.repeat(2_001)])('refuses a note that is empty or too long', async (text) => {
    expect((await post(text)).text).toMatch(/^invalid_input: .*text/);
  });
});
