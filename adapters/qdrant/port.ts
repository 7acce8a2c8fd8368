/** What is searched in: the catalogue, and the company's rules and answers. */
export type CollectionName = 'products' | 'knowledge';

/** Something that can be found, as the caller gives it. */
export interface Document {
  /** The caller's own id, unique within tenant and collection. */
  id: string;
  title: string;
  /** Plain text; a long one is found by its parts. */
  text: string;
  sku?: string | undefined;
  /** EAN or GTIN. */
  barcode?: string | undefined;
  /** In the company's currency. */
  price?: number | undefined;
  category?: string | undefined;
  brand?: string | undefined;
  in_stock?: boolean | undefined;
  url?: string | undefined;
}

export interface SearchRequest {
  collection: CollectionName;
  query: string;
  /** Most hits wanted, 1 to 50. */
  limit: number;
  filter?: SearchFilter;
}

/** Conditions that every hit satisfies. */
export interface SearchFilter {
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
  /** A category or, where categories are paths such as `Casa / Jardim`, a part of one; without case and accents. */
  category?: string | undefined;
  /** Without case and accents. */
  brand?: string | undefined;
  /** Those in stock or of unknown stock (true), or those known to be out of stock (false). */
  inStock?: boolean | undefined;
}

export interface SimilarRequest {
  collection: CollectionName;
  /** The document to which others are to be alike; it is not among the hits. */
  id: string;
  limit: number;
  filter?: SearchFilter;
}

/** What a text that is still being typed may become. */
export interface Suggestion {
  id: string;
  title: string;
}

/** What writing documents did, each list by their ids. */
export interface UpsertOutcome {
  /** Written whole, with new vectors. */
  rewritten: string[];
  /** Only what is not searched by words changed, such as a price; the vectors stayed. */
  payloadOnly: string[];
  /** Already there as they are; nothing was sent. */
  unchanged: string[];
  /** Texts that were given to the embedding model; what writing costs. */
  embedded: number;
  embeddedCharacters: number;
}

/** What one step of a rebuild did. */
export interface RebuildStep {
  /** Whether the collection has been replaced, or never needed to be. */
  done: boolean;
  /** Parts of documents that were written in this step. */
  copied: number;
  /** Texts that were given to the embedding model in this step. */
  embedded: number;
  embeddedCharacters: number;
  /** Where the next step goes on. */
  next: string | undefined;
}

/** Asks to be the only one who does something for a while. */
export interface LeaseRequest {
  /** What is done, for example `sync products`. */
  name: string;
  /** Who asks; the same holder may ask again before the time is up. */
  holder: string;
  /** How long, from now on; 0 gives it back. */
  seconds: number;
}

export interface Lease {
  /** Whether the holder has it. */
  held: boolean;
  /** How long it lasts, for whoever has it. */
  secondsLeft: number;
}

/** Why a document was found: its code, its words, words spelt alike, a known synonym, or a near meaning. */
export type MatchedBy = 'sku' | 'words' | 'spelling' | 'synonym' | 'meaning';

export interface SearchHit {
  /** The document; of a long one, `text` is the part that was found. */
  document: Document;
  /** How much of the query it answers, 0 to 1. */
  score: number;
  matchedBy: MatchedBy[];
}

export interface SearchOutcome {
  /** `hybrid` when an embedding model took part, `lexical` when only words were compared. */
  mode: 'lexical' | 'hybrid';
  /** Best first; empty when nothing answers the query. */
  hits: SearchHit[];
}

export interface CollectionDescription {
  /** Documents of this tenant. */
  documents: number;
  /** Their parts; what is really searched. */
  chunks: number;
  /** Version of the analyser that made the vectors; undefined before the first document. */
  analyser: string | undefined;
  /** The model of the dense vectors; undefined for a collection without them. */
  embeddingModel: string | undefined;
  /** Whether it was made with another analyser or model than the present ones, and so cannot be written to. */
  needsRebuild: boolean;
}

/**
 * Searchable documents of one tenant. The tenant is fixed when the store is made and is part of every
 * request: no argument of these operations can reach another's documents.
 *
 * All of them throw UpstreamError when the vector database is down, slow or refuses, and the reason of
 * `signal` when it is aborted.
 */
export interface VectorStore {
  /** An unknown or empty collection has no hits; it is no error. */
  search(request: SearchRequest, signal: AbortSignal): Promise<SearchOutcome>;
  /**
   * Documents like a given one, by meaning where the collection has an embedding model, else by words; best first.
   * @throws NotFoundError when the document is not there.
   */
  findSimilar(request: SimilarRequest, signal: AbortSignal): Promise<Document[]>;
  /** Products whose names go on as a text does that is still being typed, in spite of typing errors. */
  suggest(text: string, limit: number, signal: AbortSignal): Promise<Suggestion[]>;
  /** A document with its whole text; undefined where it is not there. */
  get(collection: CollectionName, id: string, signal: AbortSignal): Promise<Document | undefined>;
  /** The ids of at most 1,000 documents, and where the next call goes on. */
  listIds(
    collection: CollectionName,
    from: string | undefined,
    signal: AbortSignal,
  ): Promise<{ ids: string[]; next: string | undefined }>;
  /**
   * Inserts documents or replaces those of the same id, as far as they changed; they are searchable when this
   * returns. With `dryRun` it only tells what it would do.
   * @throws ConflictError when the collection was made with another analyser or embedding model.
   */
  upsert(
    collection: CollectionName,
    documents: Document[],
    signal: AbortSignal,
    options?: { dryRun?: boolean },
  ): Promise<UpsertOutcome>;
  /**
   * Builds a collection anew for the present analyser and embedding model, some hundred points a step, for all
   * tenants; with the last step it takes the place of the old one, which is kept.
   * @param from what the step before gave as `next`.
   */
  rebuild(collection: CollectionName, from: string | undefined, signal: AbortSignal): Promise<RebuildStep>;
  /** @returns how many of these documents there were. */
  delete(collection: CollectionName, ids: string[], signal: AbortSignal): Promise<number>;
  describe(collection: CollectionName, signal: AbortSignal): Promise<CollectionDescription>;
  /** Takes, prolongs or gives back a lease of this tenant; one that nobody prolongs ends by itself. */
  holdLease(request: LeaseRequest, signal: AbortSignal): Promise<Lease>;
}

/** Turns texts into dense vectors, for example by a model of OpenAI. */
export interface Embedder {
  model: string;
  dimensions: number;
  /** Cosine from which two texts are taken to mean the same; models differ. 0.4 where it is not known. */
  similarityFloor?: number;
  /** One vector for each text, in their order. */
  embed(texts: string[], signal: AbortSignal): Promise<number[][]>;
}
