import { beforeEach, describe, expect, it } from 'vitest';
import { Database } from './database.ts';

let database: Database;
beforeEach(() => {
  database = new Database();
  database.createTable('book', ['shelf']);
});

describe('rows', () => {
  it('are numbered from 1 and changed field by field', () => {
    const id = database.insert('book', { title: 'A', shelf: 1 });
    database.update('book', id, { title: 'B' });
    expect(id).toBe(1);
    expect(database.row('book', id)).toEqual({ title: 'B', shelf: 1 });
    expect(database.ids('book')).toEqual([1]);
  });

  it('are found through the index, which follows every change', () => {
    const first = database.insert('book', { shelf: 1 });
    const second = database.insert('book', { shelf: 1 });
    expect(database.idsWhere('book', 'shelf', 1)).toEqual([first, second]);
    database.update('book', first, { shelf: 2 });
    expect(database.idsWhere('book', 'shelf', 1)).toEqual([second]);
    expect(database.idsWhere('book', 'shelf', 2)).toEqual([first]);
    database.remove('book', second);
    expect(database.idsWhere('book', 'shelf', 1)).toEqual([]);
    expect(database.row('book', second)).toBeUndefined();
  });

  it('of an unknown table are a defect', () => {
    expect(() => database.row('film', 1)).toThrow('there is no table for film');
  });
});

describe('a transaction', () => {
  it('answers what its work answers', () => {
    expect(database.transaction(() => database.insert('book', {}))).toBe(1);
  });

  it('that fails leaves every row and index as it was', () => {
    const kept = database.insert('book', { title: 'kept', shelf: 1 });
    const removed = database.insert('book', { title: 'removed', shelf: 1 });
    const failing = () =>
      database.transaction(() => {
        database.insert('book', { shelf: 1 });
        database.update('book', kept, { title: 'changed', shelf: 9 });
        database.update('book', kept, { title: 'changed again' });
        database.remove('book', removed);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(database.row('book', kept)).toEqual({ title: 'kept', shelf: 1 });
    expect(database.row('book', removed)).toEqual({ title: 'removed', shelf: 1 });
    expect(database.idsWhere('book', 'shelf', 1)).toEqual([kept, removed]);
    expect(database.idsWhere('book', 'shelf', 9)).toEqual([]);
  });

  it('never gives a number twice, not even after a failure', () => {
    expect(() =>
      database.transaction(() => {
        database.insert('book', {});
        throw new Error('no');
      }),
    ).toThrow();
    expect(database.insert('book', {})).toBe(2);
    expect([database.next('order'), database.next('order')]).toEqual([1, 2]);
  });

  it('does not undo what was done before it', () => {
    const id = database.insert('book', {});
    expect(() =>
      database.transaction(() => {
        throw new Error('no');
      }),
    ).toThrow();
    expect(database.ids('book')).toEqual([id]);
  });
});
