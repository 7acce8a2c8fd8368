import type { Language, Words } from '#config/business-schema.ts';
import type { Order } from './conversation-state.ts';

/** The name of an order's line as a customer reads it: Odoo writes the code before it and a description below. */
export function lineName({ name }: Pick<Order['lines'][number], 'name'>): string {
  const [first = ''] = name.split('\n');
  return first.replace(/^\[[^\]]*\]\s*/, '').trim();
}

const states: Record<string, Words> = {
  draft: { 'pt-BR': 'orçamento em aberto', en: 'open quotation' },
  sent: { 'pt-BR': 'orçamento enviado', en: 'quotation sent' },
  sale: { 'pt-BR': 'confirmado', en: 'confirmed' },
  done: { 'pt-BR': 'concluído', en: 'done' },
  cancel: { 'pt-BR': 'cancelado', en: 'cancelled' },
};

/** What has become of an order, in words. */
export function stateName({ state }: Pick<Order, 'state'>, language: Language = 'pt-BR'): string {
  return states[state]?.[language] ?? state;
}
