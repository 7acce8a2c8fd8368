import { ConflictError, InputError, LimitError, NotFoundError } from '#errors/errors.ts';
import type { AliasAction, CreateCollection } from '../schemas/collection.ts';
import { type Collection, createCollection } from './collection.ts';

/** All that the stand-in holds. */
export interface Database {
  collections: Map<string, Collection>;
  /** Collection names by alias. */
  aliases: Map<string, string>;
}

const mostCollections = 100;

export function createDatabase(): Database {
  return { collections: new Map(), aliases: new Map() };
}

/** @throws NotFoundError when neither a collection nor an alias has this name. */
export function findCollection(database: Database, name: string): Collection {
  const collection = database.collections.get(database.aliases.get(name) ?? name);
  if (!collection) throw new NotFoundError(`Not found: Collection \`${name}\` doesn't exist!`);
  return collection;
}

export function addCollection(database: Database, name: string, config: CreateCollection): void {
  if (database.collections.has(name)) {
    throw new ConflictError(`Wrong input: Collection \`${name}\` already exists!`);
  }
  if (database.aliases.has(name)) {
    throw new InputError(
      `Wrong input: Can't create collection with name ${name}. Alias with the same name already exists`,
    );
  }
  if (database.collections.size >= mostCollections) {
    throw new LimitError(`Insufficient storage: the stand-in keeps at most ${mostCollections} collections.`);
  }
  database.collections.set(name, createCollection(config));
}

/** Removes a collection and its aliases; an alias does not stand for its collection here. */
export function dropCollection(database: Database, name: string): boolean {
  const existed = database.collections.delete(name);
  if (existed) {
    for (const [alias, collection] of database.aliases) {
      if (collection === name) database.aliases.delete(alias);
    }
  }
  return existed;
}

/** All actions or, when one of them is refused, none. */
export function changeAliases(database: Database, actions: AliasAction[]): void {
  const aliases = new Map(database.aliases);
  for (const action of actions) applyAlias(database, aliases, action);
  database.aliases = aliases;
}

function applyAlias(database: Database, aliases: Map<string, string>, action: AliasAction): void {
  if ('create_alias' in action) {
    const { alias_name, collection_name } = action.create_alias;
    if (!database.collections.has(collection_name)) {
      throw new NotFoundError(`Not found: Collection \`${collection_name}\` doesn't exist!`);
    }
    if (database.collections.has(alias_name)) {
      throw new ConflictError(`Wrong input: Collection \`${alias_name}\` already exists!`);
    }
    aliases.set(alias_name, collection_name);
  } else if ('delete_alias' in action) {
    aliases.delete(action.delete_alias.alias_name);
  } else {
    const { old_alias_name, new_alias_name } = action.rename_alias;
    const collection = aliases.get(old_alias_name);
    if (collection === undefined) {
      throw new NotFoundError(`Not found: Alias ${old_alias_name} does not exists!`);
    }
    aliases.delete(old_alias_name);
    aliases.set(new_alias_name, collection);
  }
}
