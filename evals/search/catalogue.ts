import type { Document } from '#adapters/qdrant/port.ts';
import { articles as rows } from './data/articles.ts';
import { electrical } from './data/families/electrical.ts';
import { fixings } from './data/families/fixings.ts';
import { gardenAndHome } from './data/families/garden-and-home.ts';
import { handTools } from './data/families/hand-tools.ts';
import { paintAndBuilding } from './data/families/paint-and-building.ts';
import { plumbing } from './data/families/plumbing.ts';
import { powerTools } from './data/families/power-tools.ts';
import type { Family } from './data/family.ts';

const families = [
  ...powerTools,
  ...handTools,
  ...electrical,
  ...plumbing,
  ...paintAndBuilding,
  ...fixings,
  ...gardenAndHome,
];

type Product = Document & { sku: string; barcode: string };

/** The products of the evaluation: a hardware shop, the same on every machine. */
export const products: Product[] = families.flatMap(expand).map((product, index) => ({
  ...product,
  id: String(index + 1),
  barcode: ean13(`7898901${String(index + 1).padStart(5, '0')}`),
}));

/** The rules and answers of the shop. */
export const articles: Document[] = rows.map(([id, title, text]) => ({ id, title, text }));

type Unnumbered = Omit<Product, 'id' | 'barcode'>;

function expand({ code, title, category, text, price, options }: Family): Unnumbered[] {
  return combinations(options).map((choice, index) => ({
    title: title.replace(/\{(\w+)\}/g, (_, option: string) => choice[option] ?? ''),
    text,
    category,
    sku: `${code}-${String(index + 1).padStart(3, '0')}`,
    price: Math.round(price * (1 + index * 0.04) * 100) / 100,
    in_stock: index % 5 !== 4,
  }));
}

function combinations(options: Family['options']): Record<string, string>[] {
  return Object.entries(options).reduce<Record<string, string>[]>(
    (chosen, [name, values]) =>
      chosen.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value }))),
    [{}],
  );
}

/** Twelve digits with the check digit of GS1 behind them. */
function ean13(digits: string): string {
  const sum = [...digits].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
