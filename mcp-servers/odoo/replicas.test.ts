import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connectOdoo } from '#adapters/odoo/connect-odoo.ts';
import type { Odoo, OdooDomain } from '#adapters/odoo/port.ts';
import { targetsOf } from '#adapters/odoo/testing/odoo-targets.ts';
import { type SandboxOdoo, startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { startTestServer, type TestServer, type ToolAnswer } from '../kit/testing.ts';
import { odooServer } from './definition.ts';
import { dayAhead, type Slot } from './testing/appointments.ts';
import {
  createOrder,
  createPartner,
  createProduct,
  stateOf,
  unique,
  uniquePhone,
} from './testing/records.ts';

/** Replicas of mcp-odoo on one Redis, in front of one Odoo whose every write takes a moment. */
describe('two replicas at once', () => {
  let sandbox: SandboxOdoo;
  let odoo: Odoo;
  let replicas: TestServer[] = [];

  beforeAll(async () => {
    sandbox = await startSandboxOdoo();
    const [, target] = targetsOf('stand-in', sandbox);
    if (!target) throw new Error('no target');
    odoo = connectOdoo(target.settings);
    const environment = {
      ...{ ODOO_URL: sandbox.url, ODOO_DB: sandbox.db, ODOO_USERNAME: sandbox.username },
      ...{ ODOO_API_KEY: sandbox.apiKey, ODOO_WRITE: 'true', ODOO_WRITE_ALLOW: 'res.partner:*' },
      ODOO_METHODS: 'sale.order.action_confirm',
      ...{ REDIS_URL: inject('redisUrl'), TENANT: `replicas-${process.pid}` },
    };
    replicas = await Promise.all([1, 2].map(() => startTestServer(odooServer, environment)));
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    odoo.close();
    await sandbox.close();
  });

  /** The same call on both replicas, twice on each. */
  const onBoth = async (tool: string, args: object): Promise<ToolAnswer[]> => {
    sandbox.faults.add({ kind: 'slow', delay: 60, method: 'create', times: 2 });
    const calls = [...replicas, ...replicas].map((replica) => replica.call(tool, { ...args }));
    const answers = await Promise.all(calls).finally(() => sandbox.faults.clear());
    expect(answers.map(({ isError, text }) => (isError ? text : ''))).toEqual(['', '', '', '']);
    return answers;
  };
  const expectOnce = async (answers: ToolAnswer[], flag: string, model: string, domain: OdooDomain) => {
    expect(answers.filter(({ data }) => data[flag])).toHaveLength(1);
    expect(await odoo.searchCount(model, domain)).toBe(1);
  };
  const newKey = () => unique('key').replace(' ', '-');

  test('make one customer of one telephone number', async () => {
    const phone = uniquePhone();
    const answers = await onBoth('find_or_create_customer', { name: 'Ana', phone });
    await expectOnce(answers, 'created', 'res.partner', [['phone', '=', phone]]);
  });

  test('make one quotation of one key', async () => {
    const idempotency_key = newKey();
    const lines = [{ product_id: await createProduct(odoo), quantity: 1 }];
    const args = { partner_id: await createPartner(odoo), lines, idempotency_key };
    const answers = await onBoth('create_quotation', args);
    await expectOnce(answers, 'created', 'sale.order', [['origin', '=', idempotency_key]]);
  });

  test('confirm an order once', async () => {
    const partner_id = await createPartner(odoo);
    const order_id = await createOrder(odoo, partner_id);
    const answers = await onBoth('confirm_order', { order_id, partner_id, expected_total: 100 });
    expect(answers.filter(({ data }) => data.already_confirmed === false)).toHaveLength(1);
    expect(await stateOf(odoo, order_id)).toBe('sale');
  });

  test('make one lead of one key', async () => {
    const idempotency_key = newKey();
    const answers = await onBoth('create_lead', { subject: 'Obra', description: 'Grande', idempotency_key });
    await expectOnce(answers, 'created', 'crm.lead', [['referred', '=', `ref:${idempotency_key}`]]);
  });

  test('post one note of one key', async () => {
    const partner_id = await createPartner(odoo);
    const order_id = await createOrder(odoo, partner_id);
    const idempotency_key = newKey();
    const answers = await onBoth('post_note', { order_id, partner_id, text: 'Ligar', idempotency_key });
    const message = [['message_id', '=', `<${idempotency_key}@mcp-first>`]];
    await expectOnce(answers, 'posted', 'mail.message', message);
  });

  test('book a time for one of two customers', async () => {
    const [first] = replicas;
    const { data } = (await first?.call('find_free_slots', { from: dayAhead(9), limit: 1 })) ?? {};
    const [slot] = (data?.slots ?? []) as Slot[];
    const answers = await Promise.all(
      replicas.map(async (replica) =>
        replica.call('book_appointment', {
          ...{ partner_id: await createPartner(odoo), start: slot?.start.local, subject: 'Visita' },
          idempotency_key: newKey(),
        }),
      ),
    );
    const refused = answers.filter(({ text }) => text.startsWith('slot_not_free'));
    expect([refused.length, answers.filter(({ isError }) => !isError).length]).toEqual([1, 1]);
  });

  test('book an appointment of one key once', async () => {
    const partner_id = await createPartner(odoo);
    const { data } = (await replicas[0]?.call('find_free_slots', { from: dayAhead(12), limit: 1 })) ?? {};
    const [slot] = (data?.slots ?? []) as Slot[];
    const args = { partner_id, start: slot?.start.local, subject: 'Visita', idempotency_key: newKey() };
    const answers = await onBoth('book_appointment', args);
    await expectOnce(answers, 'created', 'calendar.event', [['partner_ids', 'in', [partner_id]]]);
  });

  test('create records once', async () => {
    const ref = unique('ref');
    const args = { model: 'res.partner', unique_by: ['ref'], records: [{ name: 'Ana', ref }] };
    const answers = await onBoth('create_records', args);
    const created = answers.map(({ data }) => ({
      data: (data.records as Record<string, unknown>[])[0] ?? {},
    }));
    await expectOnce(created as ToolAnswer[], 'created', 'res.partner', [['ref', '=', ref]]);
  });

  test('call a method of one key once', async () => {
    const order = await createOrder(odoo, await createPartner(odoo));
    const args = { model: 'sale.order', method: 'action_confirm', ids: [order], idempotency_key: newKey() };
    const answers = await onBoth('call_method', args);
    expect(answers.filter(({ data }) => data.repeated === undefined)).toHaveLength(1);
  });

  test('change and delete with the confirmation that the other one gave', async () => {
    const ids = [await createPartner(odoo), await createPartner(odoo)];
    const [one, other] = replicas;
    for (const [tool, args, flag] of [
      ['update_records', { ids, values: { city: 'Natal' } }, 'updated'],
      ['delete_records', { ids }, 'deleted'],
    ] as const) {
      const call = { model: 'res.partner', ...args };
      const shown = await one?.call(tool, { ...call, dry_run: true });
      const { confirmation_token } = shown?.data ?? {};
      const confirmed = { ...call, confirmation_token, idempotency_key: newKey() };
      expect((await other?.call(tool, confirmed))?.data).toMatchObject({ [flag]: true });
      expect((await one?.call(tool, confirmed))?.data).toMatchObject({ [flag]: true, repeated: true });
    }
  });
});
