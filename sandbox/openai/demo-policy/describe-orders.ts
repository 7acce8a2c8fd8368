import { money } from './words.ts';

type Fields = Record<string, unknown>;

const states: Record<string, string> = {
  draft: 'orçamento em aberto',
  sent: 'orçamento enviado',
  sale: 'confirmado',
  done: 'concluído',
  cancel: 'cancelado',
};

const deliveries: Record<string, string> = {
  pending: 'entrega em preparação',
  started: 'entrega iniciada',
  partial: 'entregue em parte',
  full: 'entregue',
};

const payments: Record<string, string> = {
  not_paid: 'em aberto',
  partial: 'paga em parte',
  in_payment: 'pagamento em processamento',
  paid: 'paga',
  reversed: 'estornada',
};

/** A customer's orders as a tool returned them, a line each. */
export function describeOrders(orders: readonly Fields[]): string {
  if (orders.length === 0) return 'Não encontrei pedidos no seu cadastro.';
  const rows = orders.map(({ name, state, amount_total, currency, delivery_status }) => {
    const delivery = deliveries[String(delivery_status)];
    const status = [states[String(state)] ?? state, ...(delivery ? [delivery] : [])].join(', ');
    return `• ${name}: ${status}, ${money(amount_total, currency)}`;
  });
  return ['Seus pedidos mais recentes:', ...rows].join('\n');
}

/** A customer's invoices as a tool returned them, a line each. */
export function describeInvoices(invoices: readonly Fields[]): string {
  if (invoices.length === 0) return 'Não encontrei notas fiscais no seu cadastro.';
  const rows = invoices.map(({ name, payment_state, amount_total, currency, due_date }) => {
    const status = payments[String(payment_state)] ?? payment_state;
    const due = payment_state === 'not_paid' && due_date ? `, vence em ${dayOf(String(due_date))}` : '';
    return `• ${name}: ${money(amount_total, currency)}, ${status}${due}`;
  });
  return ['Suas notas fiscais mais recentes:', ...rows].join('\n');
}

/** `2026-11-22` as `22/11/2026`. */
function dayOf(date: string): string {
  return date.split('-').reverse().join('/');
}
