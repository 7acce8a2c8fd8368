import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apis, startSandboxUnderTest } from '../testing/odoo-under-test.ts';
import { createPartner } from '../testing/records.ts';

const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

describe.each(apis)('list_attachments over %s', (api) => {
  let under: Awaited<ReturnType<typeof startSandboxUnderTest>>;
  let partner = 0;
  const attach = (values: object = {}) =>
    under.odoo.create('ir.attachment', {
      ...{ name: 'contrato.pdf', datas: pdf, res_model: 'res.partner', res_id: partner },
      ...values,
    });
  beforeAll(async () => {
    under = await startSandboxUnderTest(api);
    partner = await createPartner(under.odoo);
  });
  afterAll(() => under.close());

  const list = (args: object = {}, principal?: object) =>
    under.server.call('list_attachments', { model: 'res.partner', id: partner, ...args }, principal);
  const read = async (uri: string, principal?: object) => {
    const client = await under.server.client(principal);
    const { contents } = await client.readResource({ uri }).finally(() => client.close());
    return contents[0] as { mimeType: string; blob?: string };
  };

  test('a record without files has none', async () => {
    expect((await list()).data).toMatchObject({ attachments: [], has_more: false });
  });

  test('names each file with a link by which it is read', async () => {
    const attachment_id = await attach();
    const uri = `odoo://attachments/${attachment_id}`;
    const context = { time_zone: 'America/Manaus' };
    const client = await under.server.client();
    const answer = await client
      .callTool({ name: 'list_attachments', arguments: { model: 'res.partner', id: partner, context } })
      .finally(() => client.close());
    const file = { uri, name: 'contrato.pdf', size: 15 };
    expect(answer.structuredContent).toMatchObject({
      attachments: [
        {
          ...{ attachment_id, ...file, mime_type: 'application/pdf' },
          attached: { utc: expect.stringMatching(/Z$/), local: expect.stringMatching(/-04:00$/) },
        },
      ],
      has_more: false,
      context,
    });
    expect(answer.content).toEqual([
      { type: 'text', text: JSON.stringify(answer.structuredContent) },
      { type: 'resource_link', ...file, mimeType: 'application/pdf' },
    ]);
    expect(await read(uri)).toMatchObject({ mimeType: 'application/pdf', blob: pdf });
  });

  test('goes on where an answer ended', async () => {
    const id = await createPartner(under.odoo);
    for (let count = 0; count < 52; count++) await attach({ res_id: id, name: `${count}.txt` });
    const first = (await list({ id })).data;
    expect(first).toMatchObject({ has_more: true });
    const rest = (await list({ id, offset: first.next_offset })).data;
    const all = [first, rest].flatMap(({ attachments }) => attachments as { attachment_id: number }[]);
    expect(new Set(all.map(({ attachment_id }) => attachment_id)).size).toBe(all.length);
    expect(rest.has_more ? all.length > 20 : all.length === 52).toBe(true);
  });

  test.each([
    ['of a record that is not there', { id: 999_999 }, /^record_not_found/],
    ['of a closed model', { model: 'ir.rule' }, /^model_denied/],
    ['of an unknown model', { model: 'res.parter' }, /^unknown_model: .*res\.partner/],
  ])('refuses those %s', async (_name, args, text) => {
    expect((await list(args)).text).toMatch(text);
  });

  test('what hangs on no open record is not there', async () => {
    const closed = [
      await attach({ res_model: 'ir.ui.view', res_id: 1 }),
      await attach({ res_model: false, res_id: false }),
      await attach({ type: 'url', url: 'https://example.com', datas: false }),
      999_999,
    ];
    for (const id of closed)
      await expect(read(`odoo://attachments/${id}`)).rejects.toThrow(/There is no attachment/);
    await expect(read('odoo://attachments/1e3')).rejects.toThrow(/not the id/);
  });

  test('is nothing for a caller who acts for a customer', async () => {
    const principal = { customer: { partner } };
    expect((await list({}, principal)).text).toMatch(/^not_for_customers/);
    await expect(read(`odoo://attachments/${await attach()}`, principal)).rejects.toThrow(/for a customer/);
  });
});
