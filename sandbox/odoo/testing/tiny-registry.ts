import { Database } from '../orm/database.ts';
import type { Environment } from '../orm/environment.ts';
import { boolean, char, datetime, float, many2many, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import { createRegistry } from '../orm/registry.ts';

/** A library: just enough models to try every kind of field on. */
const definitions: ModelDefinition[] = [
  {
    model: 'res.users',
    description: 'User',
    fields: { name: char('Name') },
  },
  {
    model: 'library.shelf',
    description: 'Shelf',
    order: 'name',
    parent: 'parent_id',
    fields: {
      name: char('Name', { required: true, translate: true }),
      parent_id: many2one('library.shelf', 'Above'),
      book_ids: one2many('library.book', 'shelf_id', 'Books'),
    },
  },
  {
    model: 'library.tag',
    description: 'Tag',
    fields: { name: char('Name') },
  },
  {
    model: 'library.book',
    description: 'Book',
    searchNamesIn: ['title', 'isbn'],
    displayName: (book) => book.text('title'),
    fields: {
      title: char('Title', { required: true }),
      isbn: char('ISBN'),
      active: boolean('Active', { default: true }),
      lent: boolean('Lent'),
      price: float('Price'),
      double_price: float('Double', {
        compute: (book) => book.number('price') * 2,
        store: false,
        searchable: false,
      }),
      label: char('Label', { default: (book) => `${book.text('title')}!`, resetBy: ['title'] }),
      bought: datetime('Bought'),
      state: selection({ new: 'New', used: 'Used' }, 'State', { default: 'new' }),
      shelf_id: many2one('library.shelf', 'Shelf', { ondelete: 'restrict' }),
      shelf_name: char('Shelf name', { related: 'shelf_id.name' }),
      tag_ids: many2many('library.tag', 'Tags'),
      chapter_ids: one2many('library.chapter', 'book_id', 'Chapters'),
    },
  },
  {
    model: 'library.chapter',
    description: 'Chapter',
    fields: {
      name: char('Name'),
      book_id: many2one('library.book', 'Book', { required: true, ondelete: 'cascade' }),
    },
  },
];

/** An environment on an empty library. */
export function createLibrary(): Environment {
  const registry = createRegistry(definitions, {});
  const database = new Database();
  for (const model of registry.values()) {
    const pointers = Object.entries(model.fields).filter(([, field]) => field.type === 'many2one');
    database.createTable(
      model.model,
      pointers.map(([name]) => name),
    );
  }
  return {
    registry,
    database,
    version: 19,
    userId: 2,
    context: {},
    now: () => new Date('2026-03-10T12:00:00Z'),
  };
}
