import { expect, test } from 'vitest';
import { addCollection, changeAliases, createDatabase, dropCollection, findCollection } from './database.ts';

function databaseWith(...names: string[]) {
  const database = createDatabase();
  for (const name of names) addCollection(database, name, {});
  return database;
}

const create = (alias_name: string, collection_name: string) => ({
  create_alias: { alias_name, collection_name },
});

test('a collection is found by its name and by its aliases', () => {
  const database = databaseWith('products_v1');
  changeAliases(database, [create('products', 'products_v1')]);
  expect(findCollection(database, 'products')).toBe(findCollection(database, 'products_v1'));
  expect(() => findCollection(database, 'other')).toThrow("Not found: Collection `other` doesn't exist!");
});

test('a list of alias actions is done as a whole or not at all', () => {
  const database = databaseWith('v1', 'v2');
  changeAliases(database, [create('live', 'v1')]);
  const swap = [{ delete_alias: { alias_name: 'live' } }, create('live', 'missing')];
  expect(() => changeAliases(database, swap)).toThrow("Collection `missing` doesn't exist!");
  expect(database.aliases.get('live')).toBe('v1');
});

test('an alias can be renamed, if it is there', () => {
  const database = databaseWith('v1');
  changeAliases(database, [create('old', 'v1')]);
  const rename = (from: string, to: string) => ({
    rename_alias: { old_alias_name: from, new_alias_name: to },
  });
  changeAliases(database, [rename('old', 'new')]);
  expect([...database.aliases]).toEqual([['new', 'v1']]);
  expect(() => changeAliases(database, [rename('old', 'x')])).toThrow('Alias old does not exists!');
});

test('names are taken once, whether by a collection or by an alias', () => {
  const database = databaseWith('v1');
  changeAliases(database, [create('live', 'v1')]);
  expect(() => addCollection(database, 'v1', {})).toThrow('Collection `v1` already exists!');
  expect(() => addCollection(database, 'live', {})).toThrow('Alias with the same name already exists');
  expect(() => changeAliases(database, [create('v1', 'v1')])).toThrow('Collection `v1` already exists!');
});

test('a dropped collection takes its aliases with it', () => {
  const database = databaseWith('v1', 'v2');
  changeAliases(database, [create('one', 'v1'), create('two', 'v2')]);
  expect(dropCollection(database, 'v1')).toBe(true);
  expect([...database.aliases.keys()]).toEqual(['two']);
  expect(dropCollection(database, 'v1')).toBe(false);
});

test('the number of collections is bounded', () => {
  const database = databaseWith(...Array.from({ length: 100 }, (_, number) => `c${number}`));
  expect(() => addCollection(database, 'one-more', {})).toThrow('at most 100 collections');
});
