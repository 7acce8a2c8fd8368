import { describe, expect, test } from 'vitest';
import { createAnalyser } from '../analyser/analyser.ts';
import { termId } from '../analyser/murmur3.ts';
import type { Document } from '../port.ts';
import { categoryKey, documentPoints, embeddingText, type IndexingContext } from './document-points.ts';

const context: IndexingContext = { tenant: 'main', collection: 'products', analyser: createAnalyser() };
const drill: Document = {
  id: '42',
  title: 'Furadeira de Impacto',
  text: 'Para concreto.',
  sku: 'fur-650',
  barcode: '07891234500115',
  price: 289.9,
  category: 'Ferramentas / Elétricas',
  in_stock: true,
};
const pointsOf = (more: Partial<Document> = {}, other: Partial<IndexingContext> = {}) =>
  documentPoints({ ...drill, ...more }, { ...context, ...other });

describe('payload', () => {
  test('holds the document, and how it is found', () => {
    expect(pointsOf()[0]?.payload).toEqual({
      ...drill,
      tenant: 'main',
      chunk: 0,
      codes: ['FUR650', '7891234500115'],
      category_keys: ['ferramentas / eletricas', 'ferramentas', 'eletricas'],
      brand_key: null,
      analyser: 'pt-2',
      text_hash: expect.stringMatching(/^[\w-]{22}$/),
      payload_hash: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  test('has empty lists for what a document lacks', () => {
    const [point] = documentPoints({ id: '1', title: 'Vaso', text: '' }, context);
    expect(point?.payload).toMatchObject({ codes: [], category_keys: [] });
  });

  test('cannot be given another tenant by the document', () => {
    const [point] = pointsOf({ ...({ tenant: 'other' } as Partial<Document>) });
    expect(point?.payload.tenant).toBe('main');
  });
});

describe('hashes', () => {
  const hashes = (more: Partial<Document> = {}, model?: string) => {
    const [point] = documentPoints({ ...drill, ...more }, context, model);
    return { text: point?.payload.text_hash, payload: point?.payload.payload_hash };
  };

  test('a price changes that of the payload alone', () => {
    expect(hashes({ price: 1 }).text).toBe(hashes().text);
    expect(hashes({ price: 1 }).payload).not.toBe(hashes().payload);
  });

  test.each([{ title: 'Outra' }, { category: 'Outra' }, { text: 'Outro.' }])('%j changes both', (change) => {
    expect(hashes(change).text).not.toBe(hashes().text);
    expect(hashes(change).payload).not.toBe(hashes().payload);
  });

  test('another model makes other vectors', () => {
    expect(hashes({}, 'm')).toEqual({
      text: expect.not.stringContaining(hashes().text ?? ''),
      payload: hashes().payload,
    });
  });

  test('are the same tomorrow', () => {
    expect(hashes()).toEqual(hashes());
  });
});

describe('vectors', () => {
  const dimensions = (point: ReturnType<typeof pointsOf>[number] | undefined) =>
    new Set(point?.vector.bm25.indices);

  test('hold title, category and text', () => {
    const terms = dimensions(pointsOf()[0]);
    for (const word of ['furadeiras', 'eletrica', 'concreto']) {
      const [term] = context.analyser.words(word).map((known) => termId(known.term));
      expect(terms.has(term ?? -1), word).toBe(true);
    }
  });

  test('of products have the trigrams of names alone, of knowledge those of the text, too', () => {
    const sizeOf = (collection: IndexingContext['collection']) =>
      pointsOf({}, { collection })[0]?.vector.trigrams.indices.length ?? 0;
    expect(sizeOf('knowledge')).toBeGreaterThan(sizeOf('products'));
  });

  test('a word of the title weighs more than one of the text', () => {
    const weightOf = (document: Partial<Document>) => {
      const { bm25 } = pointsOf({ category: '', ...document })[0]?.vector ?? {};
      const [word] = context.analyser.words('bancada');
      return bm25?.values[bm25.indices.indexOf(termId(word?.term ?? ''))] ?? 0;
    };
    const inTitle = weightOf({ title: 'Furadeira bancada', text: 'Morsa inclusa.' });
    const inText = weightOf({ title: 'Furadeira inclusa', text: 'Morsa bancada.' });
    expect(inTitle).toBeGreaterThan(inText);
  });
});

test('a long text makes several points, each with its own id and part', () => {
  const points = pointsOf({ text: 'Leia com atenção. '.repeat(200) });
  expect(points.length).toBeGreaterThan(2);
  expect(new Set(points.map(({ id }) => id)).size).toBe(points.length);
  expect(points.map(({ payload }) => payload.chunk)).toEqual(points.map((_, index) => index));
});

test('what is embedded is title, category and the part of the text', () => {
  const [point] = pointsOf();
  expect(point && embeddingText(point)).toBe('Furadeira de Impacto\nFerramentas / Elétricas\nPara concreto.');
  const [bare] = documentPoints({ id: '1', title: 'Vaso', text: '' }, context);
  expect(bare && embeddingText(bare)).toBe('Vaso');
});

test('categories compare without case, accents and outer space', () => {
  expect(categoryKey(' Iluminação ')).toBe(categoryKey('ILUMINACAO'));
});
