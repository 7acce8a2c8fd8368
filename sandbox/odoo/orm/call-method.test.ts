import { describe, expect, it } from 'vitest';
import { createTestEnvironment } from '../testing/test-environment.ts';
import { bindingProblem, callMethod, nameArguments, publicMethod } from './call-method.ts';
import { modelOf } from './environment.ts';
import type { Method } from './model.ts';

const method: Method = { parameters: ['domain', 'offset?', 'limit?'], run: () => null };
const open: Method = { parameters: ['body?', '**'], run: () => null };

describe('named arguments', () => {
  it.each([
    [method, { domain: [] }, undefined],
    [method, { domain: [], limit: 1 }, undefined],
    [method, {}, "missing a required argument: 'domain'"],
    [method, { domain: [], depth: 1 }, "got an unexpected keyword argument 'depth'"],
    [open, { anything: 1 }, undefined],
    [{ run: () => null }, { anything: 1 }, "got an unexpected keyword argument 'anything'"],
  ])('fit or not: %#', (target, named, problem) => {
    expect(bindingProblem(target, named)).toBe(problem);
  });
});

describe('positional arguments', () => {
  it('get their names, beside those that have one', () => {
    expect(nameArguments(method, 'search', [[], 5], { limit: 1 })).toEqual({
      domain: [],
      offset: 5,
      limit: 1,
    });
  });

  it('must not be too many', () => {
    const error = {
      python: 'builtins.TypeError',
      message: 'search() takes 4 positional arguments but 5 were given',
    };
    expect(() => nameArguments(method, 'search', [1, 2, 3, 4], {})).toThrow(expect.objectContaining(error));
  });
});

describe('methods', () => {
  const environment = createTestEnvironment();
  const partner = modelOf(environment, 'res.partner');

  it.each([
    ['_search', 'odoo.exceptions.AccessError'],
    ['exists', 'odoo.exceptions.AccessError'],
    ['sudo', 'odoo.exceptions.AccessError'],
    ['fly', 'builtins.AttributeError'],
    ['constructor', 'builtins.AttributeError'],
    ['toString', 'builtins.AttributeError'],
  ])('like %s are not for everyone', (name, python) => {
    expect(() => publicMethod(partner, name)).toThrow(expect.objectContaining({ python }));
  });

  it('insist on existing records, except for read', () => {
    expect(() => callMethod(environment, 'res.partner', 'write', [99999], { vals: {} })).toThrow(
      'Record does not exist',
    );
    expect(callMethod(environment, 'res.partner', 'read', [99999], { fields: ['name'] })).toEqual([]);
  });

  it('do nothing, successfully, without records', () => {
    expect(callMethod(environment, 'sale.order', 'action_confirm', [], {})).toBe(true);
  });

  it('of an unknown model are a KeyError', () => {
    expect(() => callMethod(environment, 'no.model', 'read', [], {})).toThrow(
      expect.objectContaining({ python: 'builtins.KeyError' }),
    );
  });
});
