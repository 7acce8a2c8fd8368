import { beforeEach, describe, expect, it } from 'vitest';
import { createTestEnvironment } from '../testing/test-environment.ts';
import { createLibrary } from '../testing/tiny-registry.ts';
import { createRecord } from './create-record.ts';
import type { Environment } from './environment.ts';

let library: Environment;
beforeEach(() => {
  library = createLibrary();
});

describe('createRecord', () => {
  it('keeps what it is given and fills in the defaults', () => {
    const book = createRecord(library, 'library.book', { title: 'Dom Casmurro', price: '29.9' });
    expect(book.value('title')).toBe('Dom Casmurro');
    expect(book.value('price')).toBe(29.9);
    expect(book.value('active')).toBe(true);
    expect(book.value('state')).toBe('new');
    expect(book.value('label')).toBe('Dom Casmurro!');
    expect(book.value('isbn')).toBe(false);
  });

  it('does not work out a default that was given', () => {
    const book = createRecord(library, 'library.book', { title: 'A', label: 'own', active: false });
    expect(book.value('label')).toBe('own');
    expect(book.value('active')).toBe(false);
  });

  it('notes who did it and when', () => {
    const tag = createRecord(library, 'library.tag', { name: 'novel' });
    expect(tag.value('create_date')).toBe('2026-03-10 12:00:00');
    expect(tag.value('write_date')).toBe('2026-03-10 12:00:00');
    expect(tag.value('create_uid')).toBe(2);
  });

  it.each([
    [
      { title: '' },
      'odoo.exceptions.ValidationError',
      "Missing required value for the field 'Title' (title)",
    ],
    [{ title: 'A', colour: 'red' }, 'builtins.ValueError', "Invalid field 'colour' in 'library.book'"],
    [{ title: 'A', state: 'eaten' }, 'builtins.ValueError', "Wrong value for library.book.state: 'eaten'"],
    [{ title: 'A', shelf_id: 5 }, 'odoo.exceptions.MissingError', 'Record: library.shelf(5,), User: 2'],
    [{ title: 'A', chapter_ids: 'x' }, 'builtins.ValueError', 'Wrong value for library.book.chapter_ids: x'],
  ])('refuses %j', (values, python, message) => {
    expect(() => createRecord(library, 'library.book', values)).toThrow(
      expect.objectContaining({ python, message: expect.stringContaining(message) }),
    );
  });

  it('creates lines and links along the way', () => {
    const tag = createRecord(library, 'library.tag', { name: 'novel' });
    const book = createRecord(library, 'library.book', {
      title: 'A',
      chapter_ids: [
        [0, 0, { name: 'I' }],
        [0, 0, { name: 'II' }],
      ],
      tag_ids: [
        [4, tag.id],
        [0, 0, { name: 'new' }],
      ],
    });
    expect(book.many('chapter_ids').map((chapter) => chapter.text('name'))).toEqual(['I', 'II']);
    expect(book.many('tag_ids').map((each) => each.text('name'))).toEqual(['novel', 'new']);
  });
});

describe('a model that inherits another', () => {
  it('makes the record that lends it its fields, once', () => {
    const environment = createTestEnvironment();
    const templates = environment.database.ids('product.template').length;
    const product = createRecord(environment, 'product.product', {
      name: 'Novo',
      default_code: 'N-1',
      list_price: 9,
    });
    expect(environment.database.ids('product.template')).toHaveLength(templates + 1);
    expect(product.text('name')).toBe('Novo');
    expect(product.one('product_tmpl_id')?.number('list_price')).toBe(9);
    expect(product.one('product_tmpl_id')?.many('product_variant_ids')).toHaveLength(1);
  });

  it('uses the record that it is given', () => {
    const environment = createTestEnvironment();
    const partner = createRecord(environment, 'res.partner', { name: 'Caio' });
    const user = createRecord(environment, 'res.users', {
      login: 'caio',
      partner_id: partner.id,
      company_id: 1,
    });
    expect(user.text('name')).toBe('Caio');
  });
});
