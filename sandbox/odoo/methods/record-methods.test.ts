import { describe, expect, it } from 'vitest';
import { callMethod } from '../orm/call-method.ts';
import type { Values } from '../orm/value.ts';
import { createTestEnvironment } from '../testing/test-environment.ts';

const environment = createTestEnvironment();
const call = (method: string, named: Values, ids: number[] = []) =>
  callMethod(environment, 'res.partner', method, ids, named);
const create = (name: string) => Number((call('create', { vals_list: { name } }) as number[])[0]);

describe('create', () => {
  it('takes one struct or several, and answers a list', () => {
    expect(call('create', { vals_list: { name: 'A' } })).toEqual([expect.any(Number)]);
    expect(call('create', { vals_list: [{ name: 'B' }, { name: 'C' }] })).toHaveLength(2);
    expect(call('create', { vals_list: [] })).toEqual([]);
  });

  it.each(['A', [5], null])('refuses %j', (values) => {
    expect(() => call('create', { vals_list: values })).toThrow('create() takes a dictionary');
  });
});

describe('write', () => {
  it('changes several records and answers true', () => {
    const ids = [create('A'), create('B')];
    expect(call('write', { vals: { city: 'Itu' } }, ids)).toBe(true);
    expect(call('read', { fields: ['city'] }, ids)).toEqual(ids.map((id) => ({ id, city: 'Itu' })));
  });

  it('refuses values that are no struct', () => {
    expect(() => call('write', { vals: [1] }, [1])).toThrow("'vals' is not a dictionary");
  });
});

describe('archiving', () => {
  it('takes a record out of sight and back, and answers None', () => {
    const id = create('Antigo');
    const count = () => call('search_count', { domain: [['id', '=', id]] });
    expect(call('action_archive', {}, [id])).toBeNull();
    expect(count()).toBe(0);
    expect(call('action_unarchive', {}, [id])).toBeNull();
    expect(count()).toBe(1);
  });

  it('does nothing to what cannot be archived', () => {
    expect(callMethod(environment, 'sale.order', 'action_archive', [1], {})).toBeNull();
  });
});

describe('message_post', () => {
  const message = (ids: unknown) =>
    callMethod(environment, 'mail.message', 'read', ids as number[], {
      fields: [
        'body',
        'subtype_id',
        'message_type',
        'author_id',
        'email_from',
        'record_name',
        'res_id',
        'date',
      ],
    });

  it('writes a note in the name of the user', () => {
    const id = create('Com recado');
    expect(message(call('message_post', { body: 'a < b & c' }, [id]))).toEqual([
      {
        id: expect.any(Number),
        body: '<p>a &lt; b &amp; c</p>',
        subtype_id: [2, 'Note'],
        message_type: 'notification',
        author_id: [3, 'Administrador'],
        email_from: '"Administrador" <admin@casaeobra.example>',
        record_name: 'Com recado',
        res_id: id,
        date: '2026-03-10 12:00:00',
      },
    ]);
  });

  it('writes a comment, with markup when it is said to be markup', () => {
    const named = {
      body: '<b>oi</b>',
      body_is_html: true,
      message_type: 'comment',
      subtype_xmlid: 'mail.mt_comment',
    };
    expect(message(call('message_post', named, [create('X')]))).toMatchObject([
      { body: '<p><b>oi</b></p>', subtype_id: [1, 'Discussions'], message_type: 'comment' },
    ]);
  });

  it('needs one record and arguments that it knows', () => {
    expect(() => call('message_post', { body: 'x' }, [1, 2])).toThrow(
      'Expected singleton: res.partner(1, 2)',
    );
    expect(() => call('message_post', { body: 'x', colour: 'red' }, [1])).toThrow(
      'ao publicar ou notificar: colour',
    );
  });
});
