import { createHash } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { InputError, NotFoundError } from '#errors/errors.ts';
import { answer } from '../answer.ts';
import { type Database, findCollection } from '../storage/database.ts';
import { readSnapshot, takeSnapshot } from '../storage/snapshot.ts';

const largestSnapshot = '256mb';
const mostSnapshots = 20;

interface Snapshot {
  description: { name: string; creation_time: string; size: number; checksum: string };
  bytes: Buffer;
}

/** Snapshots of collections: taken, listed, downloaded, removed, and uploaded to bring a collection back. */
export function snapshotRoutes(database: Database): Router {
  const router = Router();
  const nothing = z.unknown();
  const taken = new Map<string, Snapshot[]>();
  const snapshotsOf = (name: string) => {
    findCollection(database, name);
    return taken.get(name) ?? [];
  };
  const find = (name: string, snapshot: string) => {
    const found = snapshotsOf(name).find(({ description }) => description.name === snapshot);
    if (!found) throw new NotFoundError(`Not found: Snapshot ${snapshot} not found`);
    return found;
  };

  router.get(
    '/collections/:name/snapshots',
    answer(nothing, ({ path }) => snapshotsOf(path('name')).map(({ description }) => description)),
  );
  router.post(
    '/collections/:name/snapshots',
    answer(nothing, ({ path }) => {
      const name = path('name');
      const bytes = takeSnapshot(findCollection(database, name));
      const now = new Date();
      const description = {
        name: `${name}-${process.hrtime.bigint()}.snapshot`,
        creation_time: now.toISOString().slice(0, 19),
        size: bytes.length,
        checksum: createHash('sha256').update(bytes).digest('hex'),
      };
      taken.set(name, [...snapshotsOf(name), { description, bytes }].slice(-mostSnapshots));
      return description;
    }),
  );
  router.get('/collections/:name/snapshots/:snapshot', (request, response) => {
    response.type('application/octet-stream').send(find(request.params.name, request.params.snapshot).bytes);
  });
  router.delete(
    '/collections/:name/snapshots/:snapshot',
    answer(nothing, ({ path }) => {
      const snapshot = find(path('name'), path('snapshot'));
      taken.set(
        path('name'),
        snapshotsOf(path('name')).filter((each) => each !== snapshot),
      );
      return true;
    }),
  );
  router.post(
    '/collections/:name/snapshots/upload',
    express.raw({ type: 'multipart/form-data', limit: largestSnapshot }),
    async (request, response) => {
      const bytes = await uploadedFile(request.body, request.get('content-type') ?? '');
      const checksum = request.query.checksum;
      if (checksum && checksum !== createHash('sha256').update(bytes).digest('hex')) {
        throw new InputError('Bad request: Snapshot checksum mismatch');
      }
      database.collections.set(request.params.name, readSnapshot(bytes));
      response.json({ result: true, status: 'ok', time: 0 });
    },
  );
  return router;
}

async function uploadedFile(body: unknown, contentType: string): Promise<Buffer> {
  if (!Buffer.isBuffer(body)) throw new InputError('Wrong input: a multipart upload is expected.');
  const form = await new Request('http://upload', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(body),
  })
    .formData()
    .catch(() => undefined);
  const file = form?.get('snapshot');
  if (!(file instanceof Blob)) throw new InputError('Wrong input: the upload has no file named snapshot.');
  return Buffer.from(await file.arrayBuffer());
}
