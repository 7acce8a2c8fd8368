import { describe, expect, test } from 'vitest';
import { checkMethodAllowed, checkWriteAllowed, offersTool, type WritePolicy } from './write-policy.ts';

const policy = (values: Partial<WritePolicy> = {}): WritePolicy => ({
  enabled: true,
  allowed: ['*:create', 'res.partner:update', 'crm.lead:*'],
  methods: ['sale.order.action_lock'],
  ...values,
});

describe('checkWriteAllowed', () => {
  test.each([
    ['res.partner', 'create'],
    ['res.partner', 'update'],
    ['crm.lead', 'delete'],
    ['x_own.model', 'create'],
  ] as const)('%s: %s is permitted', (model, operation) => {
    expect(() => checkWriteAllowed(policy(), model, operation)).not.toThrow();
  });

  test.each([
    ['res.partner', 'delete', 'operation_denied'],
    ['res.partner.bank', 'update', 'operation_denied'],
    // Whatever the list says.
    ['res.users', 'create', 'model_denied'],
    ['ir.rule', 'create', 'model_denied'],
    ['mail.message', 'create', 'operation_denied'],
    ['res.company', 'create', 'operation_denied'],
  ] as const)('%s: %s is refused', (model, operation, code) => {
    expect(() => checkWriteAllowed(policy(), model, operation)).toThrow(expect.objectContaining({ code }));
  });

  test('nothing is permitted while writing is off, and the way out is named', () => {
    expect(() => checkWriteAllowed(policy({ enabled: false }), 'crm.lead', 'update')).toThrow(
      expect.objectContaining({ code: 'writing_off', fix: expect.stringContaining('ODOO_WRITE=true') }),
    );
  });

  test('only what a setting could permit names the setting', () => {
    const refusal = (model: string) => {
      try {
        checkWriteAllowed(
          policy({ allowed: ['*:update'] }),
          model,
          model === 'uom.uom' ? 'update' : 'delete',
        );
      } catch (error) {
        return (error as { fix: string }).fix;
      }
      return undefined;
    };
    expect(refusal('res.partner')).toContain('ODOO_WRITE_ALLOW');
    expect(refusal('uom.uom')).toBe('A person must do this in Odoo.');
  });
});

describe('checkMethodAllowed', () => {
  test('permits what is listed, exactly', () => {
    expect(() => checkMethodAllowed(policy(), 'sale.order', 'action_lock')).not.toThrow();
    for (const method of ['action_unlock', 'action_loc', 'action_lock2']) {
      expect(() => checkMethodAllowed(policy(), 'sale.order', method)).toThrow(
        'It may call sale.order.action_lock.',
      );
    }
  });

  test('a closed model stays closed even when it is listed', () => {
    const listed = policy({ methods: ['res.users.write'] });
    expect(() => checkMethodAllowed(listed, 'res.users', 'write')).toThrow('not open to tools');
  });

  test('says when there is none', () => {
    expect(() => checkMethodAllowed(policy({ methods: [] }), 'sale.order', 'read')).toThrow('call none');
  });
});

test('tools that could only refuse are not offered', () => {
  const off = policy({ enabled: false, methods: [] });
  expect(offersTool(off, 'create_records')).toBe(false);
  expect(offersTool(off, 'call_method')).toBe(false);
  expect(offersTool(off, 'create_quotation')).toBe(true);
  expect(offersTool(policy(), 'delete_records')).toBe(true);
  expect(offersTool(policy(), 'call_method')).toBe(true);
});
