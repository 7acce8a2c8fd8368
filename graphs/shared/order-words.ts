import type { Order } from './conversation-state.ts';

/** The name of an order's line as a customer reads it: Odoo writes the code before it and a description below. */
export function lineName({ name }: Pick<Order['lines'][number], 'name'>): string {
  const [first = ''] = name.split('\n');
  return first.replace(/^\[[^\]]*\]\s*/, '').trim();
}

const states: Record<string, string> = {
  draft: 'orçamento em aberto',
  sent: 'orçamento enviado',
  sale: 'confirmado',
  done: 'concluído',
  cancel: 'cancelado',
};

/** What has become of an order, in words. */
export function stateName({ state }: Pick<Order, 'state'>): string {
  return states[state] ?? state;
}
