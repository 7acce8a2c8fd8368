import { beforeAll, describe, expect, it } from 'vitest';
import { createLibrary } from '../testing/tiny-registry.ts';
import { createRecord } from './create-record.ts';
import { withContext } from './environment.ts';
import { type SearchOptions, search } from './search.ts';
import type { Value, Values } from './value.ts';

const library = createLibrary();

beforeAll(() => {
  const make = (model: string, values: Values) => createRecord(library, model, values).id;
  const top = make('library.shelf', { name: 'Zénite' });
  const below = make('library.shelf', { name: 'Água', parent_id: top });
  const novel = make('library.tag', { name: 'novel' });
  const poem = make('library.tag', { name: 'poem' });
  make('library.book', {
    title: 'Dom Casmurro',
    isbn: '111',
    price: 30,
    shelf_id: below,
    tag_ids: [[6, 0, [novel]]],
  });
  make('library.book', { title: 'Água Viva', price: 20, shelf_id: top, tag_ids: [[6, 0, [novel, poem]]] });
  make('library.book', {
    title: 'Claro Enigma',
    isbn: '333',
    price: 20,
    lent: true,
    tag_ids: [[6, 0, [poem]]],
  });
  make('library.book', { title: 'Old', active: false, price: 1, shelf_id: below });
});

const find = (domain: Value, options: SearchOptions = {}, context: Values = {}) =>
  search(withContext(library, context), 'library.book', domain, options).map((book) => book.text('title'));

describe('search by relation', () => {
  it.each<[string, Value, string[]]>([
    ['an id', [['shelf_id', '=', 1]], ['Água Viva']],
    ['a name', [['shelf_id', '=', 'Água']], ['Dom Casmurro']],
    ['part of a name', [['shelf_id', 'ilike', 'gua']], ['Dom Casmurro']],
    ['nothing there', [['shelf_id', '=', false]], ['Claro Enigma']],
    ['anything else', [['shelf_id', '!=', 1]], ['Dom Casmurro', 'Claro Enigma']],
    ['one of several', [['shelf_id', 'in', [1, false]]], ['Água Viva', 'Claro Enigma']],
    ['none of several', [['shelf_id', 'not in', [1, 2]]], ['Claro Enigma']],
    ['a branch', [['shelf_id', 'child_of', 1]], ['Dom Casmurro', 'Água Viva']],
    ['a branch by name', [['shelf_id', 'child_of', 'Zénite']], ['Dom Casmurro', 'Água Viva']],
    ['the way up', [['shelf_id', 'parent_of', 2]], ['Dom Casmurro', 'Água Viva']],
    ['a path', [['shelf_id.parent_id.name', '=', 'Zénite']], ['Dom Casmurro']],
    ['a sub-domain', [['shelf_id', 'any', [['name', '=', 'Água']]]], ['Dom Casmurro']],
    ['no sub-domain', [['shelf_id', 'not any', [['name', '=', 'Água']]]], ['Água Viva', 'Claro Enigma']],
    ['any of a list', [['tag_ids', '=', 2]], ['Água Viva', 'Claro Enigma']],
    ['any of a list by name', [['tag_ids.name', '=', 'novel']], ['Dom Casmurro', 'Água Viva']],
    ['none of a list', [['tag_ids', 'not in', [1]]], ['Claro Enigma']],
    ['a related field', [['shelf_name', 'like', 'Z']], ['Água Viva']],
    ['a name of its own', [['display_name', 'ilike', '11']], ['Dom Casmurro']],
    [
      'no value where none is asked for',
      [['shelf_id', '=?', false]],
      ['Dom Casmurro', 'Água Viva', 'Claro Enigma'],
    ],
    ['an id above another', [['id', '>', 2]], ['Claro Enigma']],
  ])('finds %s', (_what, domain, titles) => {
    expect(find(domain)).toEqual(titles);
  });

  it.each<[Value, string]>([
    [[['nofield', '=', 1]], "Invalid field library.book.nofield in condition ('nofield', '=', 1)"],
    [[['shelf_id.x', '=', 1]], "Invalid field library.shelf.x in condition ('x', '=', 1)"],
    [[['title.x', '=', 1]], "Invalid field property 'x' on library.book.title"],
    [[['double_price', '=', 1]], 'Cannot convert library.book.double_price to SQL because it is not stored'],
    [
      [['title', 'child_of', 1]],
      'Cannot execute child_of for library.book.title, works only for relational fields',
    ],
    [[['tag_ids', 'child_of', 1]], 'Invalid field library.tag.parent_id in condition'],
    [[['id', '=', 'one']], 'invalid input syntax for type integer: "one"'],
  ])('refuses %j', (domain, message) => {
    expect(() => find(domain)).toThrow(message);
  });
});

describe('archived records', () => {
  it('show only when they are asked for', () => {
    expect(find([])).not.toContain('Old');
    expect(find([], {}, { active_test: false })).toContain('Old');
    expect(find([['active', '=', false]])).toEqual(['Old']);
    expect(find(['|', ['active', '=', true], ['price', '=', 1]])).toContain('Old');
  });
});

describe('order', () => {
  it.each<[string, string[]]>([
    ['title', ['Água Viva', 'Claro Enigma', 'Dom Casmurro']],
    ['title desc', ['Dom Casmurro', 'Claro Enigma', 'Água Viva']],
    ['price, title desc', ['Claro Enigma', 'Água Viva', 'Dom Casmurro']],
    ['price DESC , id desc', ['Dom Casmurro', 'Claro Enigma', 'Água Viva']],
    ['isbn', ['Dom Casmurro', 'Claro Enigma', 'Água Viva']],
    ['isbn desc', ['Água Viva', 'Claro Enigma', 'Dom Casmurro']],
    ['isbn desc nulls last', ['Claro Enigma', 'Dom Casmurro', 'Água Viva']],
    ['isbn nulls first', ['Água Viva', 'Dom Casmurro', 'Claro Enigma']],
    ['lent desc, id', ['Claro Enigma', 'Dom Casmurro', 'Água Viva']],
    ['shelf_id', ['Dom Casmurro', 'Água Viva', 'Claro Enigma']],
    ['shelf_id desc', ['Claro Enigma', 'Água Viva', 'Dom Casmurro']],
  ])('by %s', (order, titles) => {
    expect(find([], { order })).toEqual(titles);
  });

  it.each([
    ['nofield', "Invalid field 'nofield' on model 'library.book'"],
    ['double_price', 'Cannot convert library.book.double_price to SQL because it is not stored'],
    ['tag_ids', 'Cannot convert library.book.tag_ids to SQL because it is not stored'],
    ['shelf_id.name', "Invalid field property 'name' on library.book.shelf_id"],
    ['title; drop', 'Invalid "order" specified (title; drop)'],
    ['title sideways', 'Invalid "order" specified (title sideways)'],
  ])('refuses %s', (order, message) => {
    expect(() => find([], { order })).toThrow(message);
  });
});

describe('paging', () => {
  it('takes offset and limit, and false or 0 for no limit', () => {
    expect(find([], { limit: 2 })).toEqual(['Dom Casmurro', 'Água Viva']);
    expect(find([], { limit: 2, offset: 2 })).toEqual(['Claro Enigma']);
    expect(find([], { limit: false })).toHaveLength(3);
    expect(find([], { limit: 0, offset: false })).toHaveLength(3);
  });

  it.each<[SearchOptions, string]>([
    [{ limit: -1 }, 'LIMIT must not be negative'],
    [{ offset: -5 }, 'OFFSET must not be negative'],
    [{ limit: 'ten' }, 'invalid input syntax for type bigint: "ten"'],
  ])('refuses %j', (options, message) => {
    expect(() => find([], options)).toThrow(message);
  });
});
