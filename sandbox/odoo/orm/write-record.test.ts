import { beforeEach, describe, expect, it } from 'vitest';
import { createLibrary } from '../testing/tiny-registry.ts';
import { createRecord } from './create-record.ts';
import { type Environment, withContext } from './environment.ts';
import { type OdooRecord, recordOf } from './record.ts';
import { writeRecord } from './write-record.ts';

let library: Environment;
let book: OdooRecord;
beforeEach(() => {
  library = createLibrary();
  const shelf = createRecord(library, 'library.shelf', { name: 'Top' });
  book = createRecord(library, 'library.book', { title: 'A', shelf_id: shelf.id });
});

describe('writeRecord', () => {
  it('changes what it is given, and notes when', () => {
    const later = recordOf(
      { ...library, now: () => new Date('2026-03-11T08:00:00Z') },
      'library.book',
      book.id,
    );
    writeRecord(later, { price: 5 });
    expect(book.value('price')).toBe(5);
    expect(book.value('title')).toBe('A');
    expect(book.value('write_date')).toBe('2026-03-11 08:00:00');
    expect(book.value('create_date')).toBe('2026-03-10 12:00:00');
  });

  it('works out anew what depends on it, unless that is written too', () => {
    writeRecord(book, { title: 'B' });
    expect(book.value('label')).toBe('B!');
    writeRecord(book, { title: 'C', label: 'mine' });
    expect(book.value('label')).toBe('mine');
    writeRecord(book, { price: 1 });
    expect(book.value('label')).toBe('mine');
  });

  it('writes a related field where it really is', () => {
    writeRecord(book, { shelf_name: 'Bottom' });
    expect(book.one('shelf_id')?.text('name')).toBe('Bottom');
    expect(book.text('shelf_name')).toBe('Bottom');
  });

  it('drops what is written to a field that is worked out', () => {
    writeRecord(book, { price: 2, double_price: 100 });
    expect(book.value('double_price')).toBe(4);
  });

  it('refuses to empty what is required, and fields that do not exist', () => {
    expect(() => writeRecord(book, { title: false })).toThrow('Missing required value');
    expect(() => writeRecord(book, { colour: 1 })).toThrow("Invalid field 'colour' in 'library.book'");
  });
});

describe('a translated field', () => {
  it('is new in every language, and changes in the one of the context', () => {
    const shelf = recordOf(library, 'library.shelf', 1);
    const inPortuguese = recordOf(withContext(library, { lang: 'pt_BR' }), 'library.shelf', 1);
    expect(inPortuguese.text('name')).toBe('Top');
    writeRecord(inPortuguese, { name: 'Alto' });
    expect(inPortuguese.text('name')).toBe('Alto');
    expect(shelf.text('name')).toBe('Top');
    writeRecord(shelf, { name: 'Upper' });
    expect(inPortuguese.text('name')).toBe('Alto');
    expect(shelf.text('name')).toBe('Upper');
  });
});

describe('lists of records', () => {
  const titles = () => book.many('chapter_ids').map((chapter) => chapter.text('name'));

  beforeEach(() => {
    writeRecord(book, {
      chapter_ids: [
        [0, 0, { name: 'I' }],
        [0, 0, { name: 'II' }],
      ],
    });
  });

  it('take updates and deletions of their lines', () => {
    writeRecord(book, {
      chapter_ids: [
        [1, 1, { name: 'One' }],
        [2, 2],
      ],
    });
    expect(titles()).toEqual(['One']);
    expect(library.database.ids('library.chapter')).toEqual([1]);
  });

  it('delete a line that cannot be without its owner', () => {
    writeRecord(book, { chapter_ids: [[3, 1]] });
    expect(titles()).toEqual(['II']);
    writeRecord(book, { chapter_ids: [[5]] });
    expect(library.database.ids('library.chapter')).toEqual([]);
  });

  it('take lines over from another owner', () => {
    const other = createRecord(library, 'library.book', { title: 'Other' });
    writeRecord(other, { chapter_ids: [[4, 1]] });
    expect(titles()).toEqual(['II']);
    expect(other.many('chapter_ids').map((chapter) => chapter.id)).toEqual([1]);
  });

  it('let go of a line that can be without its owner', () => {
    const shelf = recordOf(library, 'library.shelf', 1);
    writeRecord(shelf, { book_ids: [[3, book.id]] });
    expect(book.value('shelf_id')).toBe(false);
  });

  it('refuse commands on lines that do not exist', () => {
    expect(() => writeRecord(book, { chapter_ids: [[1, 99, {}]] })).toThrow('library.chapter(99,)');
    expect(() => writeRecord(book, { tag_ids: [[6, 0, [99]]] })).toThrow('library.tag(99,)');
  });
});
