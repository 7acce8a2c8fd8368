import { describe, expect, test } from 'vitest';
import { createAnalyser } from './analyser.ts';

const terms = (language: 'pt' | 'en' | 'es', text: string) =>
  createAnalyser(language)
    .words(text)
    .map((word) => word.term);

describe('Portuguese', () => {
  const portuguese = createAnalyser();

  test('is the default and says its version', () => {
    expect(portuguese).toMatchObject({ language: 'pt', version: 'pt-2' });
  });

  test('gives each word in its three forms', () => {
    expect(portuguese.words('Furações!')).toEqual([{ text: 'furacoes', term: 'furaca', sound: 'furasao' }]);
  });

  test('leaves out the words of a chat that name nothing', () => {
    const texts = portuguese.words('Oi, bom dia! Vocês têm a furadeira de impacto?').map(({ text }) => text);
    expect(texts).toEqual(['furadeira', 'impacto']);
  });

  test('keeps "sem", which changes the product', () => {
    expect(terms('pt', 'parafusadeira sem fio')).toHaveLength(3);
  });

  test('a number and its unit are found however they are written', () => {
    expect(terms('pt', 'broca 10mm')).toEqual(terms('pt', 'brocas 10 MM'));
    expect(terms('pt', 'furadeira 650W 127/220V')).toEqual(terms('pt', 'furadeira 650 w 127 220 v'));
  });

  test('remembers words without changing them', () => {
    expect(portuguese.words('broca')).toEqual(portuguese.words('broca'));
    expect(portuguese.words('broca')[0]).toBe(portuguese.words('broca')[0]);
  });

  test('a text that was read before is not read again, unless it is long', () => {
    const { words } = createAnalyser();
    const [short, long] = ['furadeira de impacto', 'furadeira '.repeat(300)];
    expect(words(short)).toBe(words(short));
    expect(words(long)).not.toBe(words(long));
    expect(words(long)).toEqual(words(long));
  });

  test('its memory is bounded', () => {
    for (let number = 0; number < 25_000; number += 1) portuguese.words(`palavra${number}`);
    expect(portuguese.words('furadeiras')).toEqual(createAnalyser().words('furadeiras'));
  });
});

describe('English and Spanish', () => {
  test('English plurals meet', () => {
    expect(terms('en', 'cordless drills')).toEqual(terms('en', 'Cordless drill'));
  });

  test('Spanish plurals and accents meet', () => {
    expect(terms('es', 'las instalaciones eléctricas')).toEqual(terms('es', 'instalacion electrica'));
    expect(terms('es', 'versiones')).toEqual(terms('es', 'versión'));
  });

  test('each has stop words and a version of its own', () => {
    expect(terms('en', 'do you have a drill')).toEqual(terms('en', 'drill'));
    expect(terms('es', 'quiero un taladro')).toEqual(terms('es', 'taladro'));
    expect([createAnalyser('en').version, createAnalyser('es').version]).toEqual(['en-2', 'es-2']);
  });
});

test('text without a word gives none', () => {
  for (const text of ['', '   ', '???', '🙂', 'de para com']) expect(terms('pt', text)).toEqual([]);
});

test('a token without end is cut', () => {
  expect(terms('pt', 'x'.repeat(100_000))[0]?.length).toBeLessThanOrEqual(40);
});
