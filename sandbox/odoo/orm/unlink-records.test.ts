import { beforeEach, expect, it } from 'vitest';
import { createLibrary } from '../testing/tiny-registry.ts';
import { createRecord } from './create-record.ts';
import type { Environment } from './environment.ts';
import type { OdooRecord } from './record.ts';
import { checkExistence, unlinkRecords } from './unlink-records.ts';

let library: Environment;
let shelf: OdooRecord;
let book: OdooRecord;
beforeEach(() => {
  library = createLibrary();
  shelf = createRecord(library, 'library.shelf', { name: 'Top' });
  book = createRecord(library, 'library.book', {
    title: 'A',
    shelf_id: shelf.id,
    chapter_ids: [[0, 0, { name: 'I' }]],
  });
});

it('deletes along what cannot be without the record', () => {
  unlinkRecords([book]);
  expect(library.database.ids('library.book')).toEqual([]);
  expect(library.database.ids('library.chapter')).toEqual([]);
  expect(shelf.value('book_ids')).toEqual([]);
});

it('refuses where another record insists on this one', () => {
  expect(() => unlinkRecords([shelf])).toThrow(
    expect.objectContaining({
      python: 'odoo.exceptions.ValidationError',
      message: expect.stringMatching(/The troublemaker is: 'Book' \(library\.book\)\n.*'Shelf' \(shelf_id\)/),
    }),
  );
});

it('empties what pointed at the record otherwise', () => {
  const above = createRecord(library, 'library.shelf', { name: 'Above' });
  const below = createRecord(library, 'library.shelf', { name: 'Below', parent_id: above.id });
  unlinkRecords([above]);
  expect(below.value('parent_id')).toBe(false);
});

it('takes the record out of the lists that it was in', () => {
  const tag = createRecord(library, 'library.tag', { name: 'novel' });
  const tagged = createRecord(library, 'library.book', { title: 'B', tag_ids: [[6, 0, [tag.id]]] });
  unlinkRecords([tag]);
  expect(tagged.value('tag_ids')).toEqual([]);
});

it('tells which records are missing', () => {
  expect(() => checkExistence(library, 'library.book', [book.id])).not.toThrow();
  expect(() => checkExistence(library, 'library.book', [book.id, 8, 9])).toThrow(
    'library.book(8, 9), User: 2',
  );
});
