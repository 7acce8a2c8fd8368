import { createHash } from 'node:crypto';
import type { Analyser, Word } from '../analyser/analyser.ts';
import { fold } from '../analyser/fold.ts';
import { documentVectors, type LexicalVectors, type SparseVector } from '../analyser/sparse-vectors.ts';
import type { CollectionName, Document } from '../port.ts';
import { normaliseCode } from '../product-codes.ts';
import { chunkText } from './chunk-text.ts';
import { pointId } from './point-id.ts';

/** What is kept with each point: how it is found, and the document itself. */
export interface PointPayload {
  [key: string]: unknown;
  tenant: string;
  /** The document's id. */
  id: string;
  chunk: number;
  /** SKU and barcode as they are compared. */
  codes: string[];
  /** The category as it is compared, whole and in parts. */
  category_keys: string[];
  /** The brand as it is compared. */
  brand_key: string | null;
  /** Of what the vectors were made from: same hash, same vectors. */
  text_hash: string;
  /** Of the rest. */
  payload_hash: string;
  analyser: string;
  title: string;
  text: string;
}

export interface DocumentPoint {
  id: string;
  vector: { bm25: SparseVector; trigrams: SparseVector; dense?: number[] };
  payload: PointPayload;
}

export interface IndexingContext {
  tenant: string;
  collection: CollectionName;
  analyser: Analyser;
}

/**
 * The points of a document, one for each chunk of its text. Dense vectors are added by who has a model.
 * @param model of the dense vectors that will be added.
 */
export function documentPoints(
  document: Document,
  context: IndexingContext,
  model?: string | undefined,
): DocumentPoint[] {
  const { tenant, collection, analyser } = context;
  const key = { tenant, collection, document: document.id, language: analyser.language };
  const chunks = chunkText(document.text);
  return chunks.map((text, chunk) => {
    const payload = {
      ...document,
      tenant,
      chunk,
      codes: [document.sku, document.barcode].flatMap((code) => (code ? [normaliseCode(code)] : [])),
      category_keys: document.category ? categoryKeys(document.category) : [],
      brand_key: document.brand ? categoryKey(document.brand) : null,
      text,
    };
    const analysed = { ...payload, analyser: analyser.version };
    const hashes = {
      text_hash: textHash(analysed, model),
      payload_hash: hashOf([payload, chunks.length]), // without the analyser, so that it outlives a rebuild
    };
    return {
      id: pointId({ ...key, chunk }),
      vector: lexicalVectors(payload, { collection, analyser }),
      payload: { ...analysed, ...hashes },
    };
  });
}

/** What the vectors of a part of a document are made from. */
export type SearchedText = Pick<Document, 'title' | 'category' | 'text'>;

/** Changes with everything that a vector is made from: the text, the analyser and the model. */
export function textHash(
  { title, category, text, analyser }: SearchedText & { analyser: string },
  model: string | undefined,
): string {
  return hashOf([title, category ?? '', text, analyser, model ?? '']);
}

/** The text that stands for a point before an embedding model. */
export function embeddingText({ payload }: { payload: SearchedText }): string {
  return [payload.title, payload.category, payload.text].filter(Boolean).join('\n');
}

/** Categories compare without case, accents and outer space. */
export function categoryKey(category: string): string {
  return fold(category).trim();
}

/** `Casa / Jardim` is found as such, as `casa` and as `jardim`. */
function categoryKeys(category: string): string[] {
  return [...new Set([category, ...category.split('/')].map(categoryKey))];
}

/**
 * The lexical vectors of a part of a document. A title counts twice for BM25. Typing errors are looked for in
 * names only where there is a catalogue: the words of its descriptions would find too much.
 */
export function lexicalVectors(
  { title, category, text }: SearchedText,
  { analyser, collection }: Pick<IndexingContext, 'analyser' | 'collection'>,
): LexicalVectors {
  const name = analyser.words(title);
  const names: readonly Word[] = [...name, ...analyser.words(category ?? '')];
  const body = analyser.words(text);
  return {
    bm25: documentVectors([...name, ...names, ...body]).bm25,
    trigrams: documentVectors(collection === 'products' ? names : [...names, ...body]).trigrams,
  };
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
}
