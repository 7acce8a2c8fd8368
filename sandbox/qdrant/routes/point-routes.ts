import { Router } from 'express';
import { z } from 'zod';
import { NotFoundError } from '#errors/errors.ts';
import { answer } from '../answer.ts';
import { type Selection, selectFields } from '../query/select-fields.ts';
import { pointIdSchema } from '../schemas/point.ts';
import { getPointsSchema, scrollSchema } from '../schemas/query.ts';
import { batchSchema, selectorSchema, setPayloadSchema, upsertSchema } from '../schemas/write.ts';
import { type Collection, compareIds, matchingPoints, type StoredPoint } from '../storage/collection.ts';
import { type Database, findCollection } from '../storage/database.ts';
import {
  applyOperation,
  deletePoints,
  pointsById,
  setPayload,
  upsertPoints,
} from '../storage/write-points.ts';

const everything: Selection = { with_payload: true, with_vector: true };

/** Points by id and by page, and all that changes them. Every write is done when it is answered. */
export function pointRoutes(database: Database): Router {
  const router = Router();
  const collectionOf = ({ path }: { path(name: string): string }) => findCollection(database, path('name'));

  router.put(
    '/collections/:name/points',
    answer(upsertSchema, (call) => completed(upsertPoints(collectionOf(call), call.body))),
  );
  router.post(
    '/collections/:name/points',
    answer(getPointsSchema, (call) =>
      pointsById(collectionOf(call), call.body.ids).map((point) => toRecord(point, call.body)),
    ),
  );
  router.get(
    '/collections/:name/points/:id',
    answer(z.unknown(), (call) => toRecord(onePoint(collectionOf(call), call.path('id')), everything)),
  );
  router.post(
    '/collections/:name/points/delete',
    answer(selectorSchema, (call) => completed(deletePoints(collectionOf(call), call.body))),
  );
  router.post(
    '/collections/:name/points/payload',
    answer(setPayloadSchema, (call) => completed(setPayload(collectionOf(call), call.body, 'merge'))),
  );
  router.put(
    '/collections/:name/points/payload',
    answer(setPayloadSchema, (call) => completed(setPayload(collectionOf(call), call.body, 'replace'))),
  );
  router.post(
    '/collections/:name/points/batch',
    answer(batchSchema, (call) => {
      const collection = collectionOf(call);
      return call.body.operations.map((operation) => completed(applyOperation(collection, operation)));
    }),
  );
  router.post(
    '/collections/:name/points/scroll',
    answer(scrollSchema, (call) => scroll(collectionOf(call), call.body)),
  );
  return router;
}

function completed(operation_id: number) {
  return { operation_id, status: 'completed' };
}

function onePoint(collection: Collection, text: string): StoredPoint {
  const id = pointIdSchema.safeParse(/^\d+$/.test(text) ? Number(text) : text);
  const point = id.success ? collection.points.get(id.data) : undefined;
  if (!point) throw new NotFoundError(`Not found: Point with id ${text} does not exists!`);
  return point;
}

function scroll(collection: Collection, request: z.output<typeof scrollSchema>) {
  const { filter, offset, limit } = request;
  const points = [...matchingPoints(collection, filter)]
    .filter(({ id }) => offset == null || compareIds(id, offset) >= 0)
    .sort((a, b) => compareIds(a.id, b.id));
  const end = limit ?? 10;
  return {
    points: points.slice(0, end).map((point) => toRecord(point, request)),
    next_page_offset: points[end]?.id ?? null,
  };
}

function toRecord(point: StoredPoint, selection: Selection) {
  return { id: point.id, ...selectFields(point, selection, true) };
}
