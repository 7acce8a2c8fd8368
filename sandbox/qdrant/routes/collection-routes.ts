import { Router } from 'express';
import { z } from 'zod';
import { answer } from '../answer.ts';
import { changeAliasesSchema, createCollectionSchema, createIndexSchema } from '../schemas/collection.ts';
import { nextOperation } from '../storage/collection.ts';
import {
  addCollection,
  changeAliases,
  type Database,
  dropCollection,
  findCollection,
} from '../storage/database.ts';
import { describeCollection } from '../storage/describe-collection.ts';

/** Collections, their payload indexes and their aliases. */
export function collectionRoutes(database: Database): Router {
  const router = Router();
  const nothing = z.unknown();
  const aliasesOf = (collection?: string) =>
    [...database.aliases]
      .filter(([, target]) => collection === undefined || target === collection)
      .map(([alias_name, collection_name]) => ({ alias_name, collection_name }));

  router.get(
    '/collections',
    answer(nothing, () => ({ collections: [...database.collections.keys()].map((name) => ({ name })) })),
  );
  router.post(
    '/collections/aliases',
    answer(changeAliasesSchema, ({ body }) => {
      changeAliases(database, body.actions);
      return true;
    }),
  );
  router.get(
    '/aliases',
    answer(nothing, () => ({ aliases: aliasesOf() })),
  );
  router.get(
    '/collections/:name',
    answer(nothing, ({ path }) => describeCollection(findCollection(database, path('name')))),
  );
  router.put(
    '/collections/:name',
    answer(createCollectionSchema, ({ body, path }) => {
      addCollection(database, path('name'), body);
      return true;
    }),
  );
  router.delete(
    '/collections/:name',
    answer(nothing, ({ path }) => dropCollection(database, path('name'))),
  );
  router.get(
    '/collections/:name/exists',
    answer(nothing, ({ path }) => ({
      exists: database.collections.has(database.aliases.get(path('name')) ?? path('name')),
    })),
  );
  router.get(
    '/collections/:name/aliases',
    answer(nothing, ({ path }) => {
      findCollection(database, path('name'));
      return { aliases: aliasesOf(path('name')) };
    }),
  );
  router.put(
    '/collections/:name/index',
    answer(createIndexSchema, ({ body, path }) => {
      const collection = findCollection(database, path('name'));
      const operation_id = nextOperation(collection);
      collection.indexes.set(body.field_name, body.field_schema);
      return { operation_id, status: 'completed' };
    }),
  );
  return router;
}
