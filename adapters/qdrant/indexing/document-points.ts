import type { Analyser, Word } from '../analyser/analyser.ts';
import { fold } from '../analyser/fold.ts';
import { documentVectors, type SparseVector } from '../analyser/sparse-vectors.ts';
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

/** The points of a document, one for each chunk of its text. Dense vectors are added by who has a model. */
export function documentPoints(document: Document, context: IndexingContext): DocumentPoint[] {
  const { tenant, collection, analyser } = context;
  const key = { tenant, collection, document: document.id, language: analyser.language };
  return chunkText(document.text).map((text, chunk) => ({
    id: pointId({ ...key, chunk }),
    vector: lexicalVectors(document, text, context),
    payload: {
      ...document,
      tenant,
      chunk,
      codes: [document.sku, document.barcode].flatMap((code) => (code ? [normaliseCode(code)] : [])),
      category_keys: document.category ? categoryKeys(document.category) : [],
      analyser: analyser.version,
      text,
    },
  }));
}

/** The text that stands for a point before an embedding model. */
export function embeddingText({ payload }: DocumentPoint): string {
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
 * A title counts twice for BM25. Typing errors are looked for in names only where there is a catalogue: the
 * words of its descriptions would find too much.
 */
function lexicalVectors(document: Document, text: string, { analyser, collection }: IndexingContext) {
  const title = analyser.words(document.title);
  const category = analyser.words(document.category ?? '');
  const body = analyser.words(text);
  const names: Word[] = [...title, ...category];
  return {
    bm25: documentVectors([...title, ...names, ...body]).bm25,
    trigrams: documentVectors(collection === 'products' ? names : [...names, ...body]).trigrams,
  };
}
