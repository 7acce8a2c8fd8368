import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadBusinessProfile } from '#config/business-profile.ts';
import { languages } from '#config/business-schema.ts';
import { listProducts } from '#sandbox/openai/demo-policy/list-products.ts';
import { formatMoney, formatQuantity } from '../money.ts';
import { checkReply } from './check-reply.ts';

const business = loadBusinessProfile('the example');
const price = fc.integer({ min: 1, max: 99_999_999 }).map((cents) => cents / 100);
const product = fc.record({
  name: fc.constantFrom(
    'Furadeira 650 W (127 V)',
    'Trena 5 m',
    'Broca 8,5 mm',
    'Tinta 3,6 L',
    'Parafuso M8 x 1.25',
  ),
  price,
  currency: fc.constantFrom('BRL', 'USD'),
  free_quantity: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.constant(null)),
});
const evidence = (results: unknown[]) => ({ results, customerWords: '', business, wrote: false });

describe('whatever the results are', () => {
  test('a list that is made from them is never sent back', () => {
    fc.assert(
      fc.property(fc.array(product, { minLength: 1, maxLength: 4 }), (products) => {
        const reply = listProducts({ query: 'trena', products }, 'pt-BR');
        expect(checkReply(reply, evidence([products]))).toEqual([]);
      }),
    );
  });

  test('their amounts and quantities are known in the form of either language', () => {
    fc.assert(
      fc.property(
        price,
        fc.integer({ min: 1, max: 50_000 }),
        fc.constantFrom(...languages),
        (amount, pieces, language) => {
          const reply = `${formatQuantity(pieces, language)} × X: ${formatMoney(amount, 'BRL', language)}`;
          expect(checkReply(reply, evidence([{ amount, pieces }]))).toEqual([]);
        },
      ),
    );
  });

  test('another price is always found', () => {
    fc.assert(
      fc.property(price, price, (real, told) => {
        fc.pre(real !== told);
        const reply = `Custa ${formatMoney(told, 'BRL')}.`;
        expect(checkReply(reply, evidence([{ price: real }]))).toEqual([formatMoney(told, 'BRL')]);
      }),
    );
  });

  test('any text is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(Array.isArray(checkReply(text, evidence([text])))).toBe(true);
      }),
    );
  });
});
