import { Router } from 'express';
import { answer } from '../answer.ts';
import { countFacet } from '../query/count-facet.ts';
import { runQuery } from '../query/run-query.ts';
import { selectFields } from '../query/select-fields.ts';
import {
  countSchema,
  facetSchema,
  type QueryRequest,
  queryBatchSchema,
  queryRequestSchema,
} from '../schemas/query.ts';
import { type Collection, matchingPoints } from '../storage/collection.ts';
import { type Database, findCollection } from '../storage/database.ts';

/** Search, counts and facets. */
export function queryRoutes(database: Database): Router {
  const router = Router();
  const collectionOf = ({ path }: { path(name: string): string }) => findCollection(database, path('name'));

  router.post(
    '/collections/:name/points/query',
    answer(queryRequestSchema, (call) => query(collectionOf(call), call.body)),
  );
  router.post(
    '/collections/:name/points/query/batch',
    answer(queryBatchSchema, (call) => {
      const collection = collectionOf(call);
      return call.body.searches.map((request) => query(collection, request));
    }),
  );
  router.post(
    '/collections/:name/points/count',
    answer(countSchema, (call) => ({ count: matchingPoints(collectionOf(call), call.body.filter).size })),
  );
  router.post(
    '/collections/:name/facet',
    answer(facetSchema, (call) => ({ hits: countFacet(collectionOf(call), call.body) })),
  );
  return router;
}

function query(collection: Collection, request: QueryRequest) {
  return {
    points: runQuery(collection, request).map(({ point, score }) => ({
      id: point.id,
      version: point.version,
      score,
      ...selectFields(point, request, false),
    })),
  };
}
