import { createHash } from 'node:crypto';

/** The namespace of this project's point ids; changing it would duplicate every document. */
const namespace = Buffer.from('8f2c1a5e4b7d4c39a6e01d5b9c7f3e42', 'hex');

export interface PointKey {
  tenant: string;
  collection: string;
  document: string;
  language: string;
  chunk: number;
}

/** The id of a chunk: UUIDv5 (RFC 9562), so that writing a document again replaces it. */
export function pointId({ tenant, collection, document, language, chunk }: PointKey): string {
  // As JSON, because no separator is certain to be missing from the parts.
  const name = JSON.stringify([tenant, collection, document, language, chunk]);
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The id of a stored part of a document for the language of an analyser. */
export function pointIdOf(
  { tenant, id, chunk }: { tenant: string; id: string; chunk: number },
  collection: string,
  { language }: { language: string },
): string {
  return pointId({ tenant, collection, document: id, language, chunk });
}
