import { z } from 'zod';
import type { Language, Words } from '#config/business-schema.ts';
import type { Order } from '../shared/conversation-state.ts';
import { type CrewRun, callTool } from '../shared/crew-tools.ts';
import type { GraphDependencies } from '../shared/dependencies.ts';
import { formatQuantity } from '../shared/money.ts';
import { lineName } from '../shared/order-words.ts';

const tool = 'odoo_check_availability';
const availability = z.object({
  items: z.array(z.object({ product_id: z.int(), free_quantity: z.number().nullable() })),
});

const words = {
  short: { 'pt-BR': 'Atenção, não há tudo em estoque agora:', en: 'Please note, not all is in stock now:' },
  rest: { 'pt-BR': 'O restante depende de reposição.', en: 'The rest depends on restocking.' },
  of: { 'pt-BR': 'de', en: 'of' },
} satisfies Record<string, Words>;

/**
 * What the customer must know of the stock before the yes: of which lines there is less than was asked for. Empty where
 * there is enough, or where the business profile keeps stock out of it.
 */
export async function stockNotice(
  dependencies: Pick<GraphDependencies, 'toolbox' | 'business'>,
  run: CrewRun,
  { order, language }: { order: Order; language: Language },
): Promise<string> {
  if (dependencies.business.tools_off.includes(tool)) return '';
  const product_ids = [...new Set(order.lines.map(({ product_id }) => product_id))];
  const { items } = await callTool(dependencies, run, {
    tool,
    arguments: { product_ids },
    output: availability,
  });
  return shortage(order, new Map(items.map((item) => [item.product_id, item.free_quantity])), language);
}

/** @param free Pieces that can be sold now, by product; null where stock is not kept. */
export function shortage(
  { lines }: Pick<Order, 'lines'>,
  free: ReadonlyMap<number, number | null>,
  language: Language,
): string {
  const rows = lines.flatMap((line) => {
    const left = free.get(line.product_id);
    if (left == null || left >= line.quantity) return [];
    const [has, wanted] = [Math.max(0, left), line.quantity].map((number) =>
      formatQuantity(number, language),
    );
    return [`• ${lineName(line)}: ${has} ${words.of[language]} ${wanted}`];
  });
  return rows.length > 0 ? [words.short[language], ...rows, words.rest[language], ''].join('\n') : '';
}
