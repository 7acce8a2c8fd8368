import { describe, expect, it } from 'vitest';
import { callMethod } from '../orm/call-method.ts';
import { createRecord } from '../orm/create-record.ts';
import { modelOf } from '../orm/environment.ts';
import { fieldsGet } from '../orm/fields-get.ts';
import type { Values } from '../orm/value.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const fieldOf = (version: number, model: string, name: string) =>
  fieldsGet(modelOf(createTestEnvironment({}, version), model), [name], [])[name] as Values | undefined;

describe('an older Odoo', () => {
  it.each([
    ['sale.order', 'delivery_status', 16],
    ['sale.order', 'locked', 17],
    ['product.template', 'is_storable', 18],
    ['sale.order.line', 'tax_ids', 19],
  ])('lacks %s.%s, which came with %i', (model, name, since) => {
    expect(fieldOf(since - 1, model, name)).toBeUndefined();
    expect(fieldOf(since, model, name)).toBeDefined();
  });

  it.each([
    ['res.partner', 'mobile', 18],
    ['product.template', 'detailed_type', 17],
    ['sale.order.line', 'tax_id', 18],
  ])('still has %s.%s, which went after %i', (model, name, until) => {
    expect(fieldOf(until, model, name)).toBeDefined();
    expect(fieldOf(until + 1, model, name)).toBeUndefined();
  });

  it('keeps descriptions as plain text in 14', () => {
    for (const model of ['crm.lead', 'calendar.event']) {
      expect(fieldOf(14, model, 'description')).toMatchObject({ type: 'text' });
      expect(fieldOf(15, model, 'description')).toMatchObject({ type: 'html' });
    }
  });

  it('opens fields of an order in some of its states only, until 16', () => {
    expect(fieldOf(16, 'sale.order', 'partner_id')).toMatchObject({
      readonly: true,
      states: { draft: [['readonly', false]], sent: [['readonly', false]] },
    });
    expect(fieldOf(17, 'sale.order', 'partner_id')).not.toHaveProperty('states');
  });

  it.each([
    [16, 'action_done', 'done'],
    [17, 'action_lock', 'sale'],
  ])('locks an order of %i by %s', (version, method, state) => {
    const environment = createTestEnvironment({}, version);
    const order = createRecord(environment, 'sale.order', { partner_id: 1 });
    const call = (name: string) => callMethod(environment, 'sale.order', name, [order.id], {});
    call('action_confirm');
    call(method);
    expect(order.value('state')).toBe(state);
    expect(() => call('action_cancel')).toThrow('bloqueado');
    call('action_unlock');
    expect(order.value('state')).toBe('sale');
    const other = method === 'action_lock' ? 'action_done' : 'action_lock';
    expect(() => call(other)).toThrow('does not exist');
  });

  it('calls the domain args, and lists its models from 16 on', () => {
    const run = (version: number, model: string, method: string, named: Values) =>
      callMethod(createTestEnvironment({}, version), model, method, [], named);
    const none = [['id', '=', 0]];
    expect(run(15, 'res.partner', 'search', { args: none })).toEqual([]);
    expect(run(16, 'res.partner', 'search', { domain: none })).toEqual([]);
    expect(run(18, 'res.partner', 'name_search', { args: none })).toEqual([]);
    expect(() => run(15, 'ir.model', 'get_available_models', {})).toThrow('does not exist');
    expect(run(16, 'ir.model', 'get_available_models', {})).toContainEqual({
      model: 'res.partner',
      display_name: 'Contact',
    });
  });

  it('takes the body of a message for HTML until 16', () => {
    const bodyIn = (version: number) => {
      const environment = createTestEnvironment({}, version);
      const order = createRecord(environment, 'sale.order', { partner_id: 1 });
      const [id] = callMethod(environment, 'sale.order', 'message_post', [order.id], {
        body: '<b>',
      }) as number[];
      return environment.database.row('mail.message', id ?? 0)?.body;
    };
    expect([bodyIn(16), bodyIn(17)]).toEqual(['<p><b></p>', '<p>&lt;b&gt;</p>']);
  });
});
