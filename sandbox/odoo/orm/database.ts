import type { Value, Values } from './value.ts';

/** One record as it is kept: many2one as an id, many2many as ids, translated text by language. */
export type Row = Readonly<Values>;

type Table = Map<number, Row>;

/**
 * The rows of all models, with an index on the fields that one2many fields look through, and transactions:
 * what a failed transaction did is undone row by row. Ids and numbers of sequences are never given twice,
 * not even after an undone transaction, as in PostgreSQL.
 */
export class Database {
  readonly #tables = new Map<string, Table>();
  readonly #indexes = new Map<string, Map<string, Map<Value, Set<number>>>>();
  readonly #sequences = new Map<string, number>();
  #undo: (() => void)[] = [];

  /** Makes an empty table; `indexed` names the fields that `idsWhere` may look through. */
  createTable(model: string, indexed: string[]): void {
    this.#tables.set(model, new Map());
    this.#indexes.set(model, new Map(indexed.map((field) => [field, new Map()])));
  }

  row(model: string, id: number): Row | undefined {
    return this.#table(model).get(id);
  }

  ids(model: string): number[] {
    return [...this.#table(model).keys()];
  }

  /** The records whose indexed many2one `field` points at `id`, oldest first. */
  idsWhere(model: string, field: string, id: number): number[] {
    const found = this.#indexes.get(model)?.get(field)?.get(id);
    return found ? [...found].sort((first, second) => first - second) : [];
  }

  /** The next number of a sequence, from 1. */
  next(sequence: string): number {
    const number = (this.#sequences.get(sequence) ?? 0) + 1;
    this.#sequences.set(sequence, number);
    return number;
  }

  insert(model: string, row: Row): number {
    const id = this.next(`${model}.id`);
    this.#put(model, id, row);
    return id;
  }

  update(model: string, id: number, changes: Row): void {
    this.#put(model, id, { ...this.row(model, id), ...changes });
  }

  remove(model: string, id: number): void {
    this.#put(model, id, undefined);
  }

  /** Runs `work`; when it throws, every row is as it was before. */
  transaction<Result>(work: () => Result): Result {
    this.#undo = [];
    try {
      return work();
    } catch (error) {
      for (const undo of this.#undo.reverse()) undo();
      throw error;
    } finally {
      this.#undo = [];
    }
  }

  #table(model: string): Table {
    const table = this.#tables.get(model);
    if (!table) throw new Error(`there is no table for ${model}`);
    return table;
  }

  #put(model: string, id: number, row: Row | undefined): void {
    const previous = this.row(model, id);
    this.#set(model, id, row, previous);
    this.#undo.push(() => this.#set(model, id, previous, row));
  }

  #set(model: string, id: number, row: Row | undefined, previous: Row | undefined): void {
    if (row) this.#table(model).set(id, row);
    else this.#table(model).delete(id);
    for (const [field, index] of this.#indexes.get(model) ?? []) {
      if (row?.[field] === previous?.[field]) continue;
      if (previous) index.get(previous[field] ?? false)?.delete(id);
      if (row) addTo(index, row[field] ?? false, id);
    }
  }
}

function addTo(index: Map<Value, Set<number>>, value: Value, id: number): void {
  const ids = index.get(value);
  if (ids) ids.add(id);
  else index.set(value, new Set([id]));
}
