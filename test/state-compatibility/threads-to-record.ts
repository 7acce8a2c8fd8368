import type { RecordedThread } from './release.ts';

/** How a thread comes to where it is recorded, and what a later release must make of it. */
export type ThreadPlan = Pick<RecordedThread, 'name' | 'graph' | 'next'> & {
  /** What the customer writes until then; catalog-sync is just started. */
  said: string[];
  /** The turn is cut short after so many steps, as if its process died. */
  stepsOfLast?: number;
  /** The question that it waits in when it is recorded, by its kind. */
  waitsIn?: string;
  /** Customers of Odoo with the phone that writes. */
  namesakes?: string[];
  approvalAbove?: number;
  expected: Partial<RecordedThread['expected']>;
};

const yes = { text: 'sim' };
const approve = { decision: { decision: 'approve' } };
const order = ['tem trena?', 'quero 2'];
const visit = ['quero agendar uma visita'];
const confirmed = { reply: 'Pedido \\*S\\d+\\* confirmado', orders: ['sale'] };
const namesakes = ['Helena Prado', 'Otavio Reis'];

/**
 * Every graph, at every point where a thread can wait for days, and where a process can have died. All of them are brought
 * back into one Odoo: no two may wait for the same free time.
 */
export const threadsToRecord: ThreadPlan[] = [
  {
    name: 'products-shown',
    graph: 'customer-service',
    said: ['tem trena?'],
    next: { text: 'quero 2' },
    expected: { reply: '2 × ', question: 'order_confirmation', orders: ['draft'] },
  },
  {
    name: 'order-confirmation',
    graph: 'customer-service',
    said: order,
    waitsIn: 'order_confirmation',
    next: yes,
    expected: confirmed,
  },
  {
    name: 'order-declined',
    graph: 'customer-service',
    said: order,
    waitsIn: 'order_confirmation',
    next: { text: 'não quero mais' },
    expected: { reply: 'cancelado', orders: ['cancel'] },
  },
  {
    name: 'order-approval',
    graph: 'customer-service',
    said: [...order, 'sim'],
    approvalAbove: 1,
    waitsIn: 'approval',
    next: approve,
    expected: confirmed,
  },
  {
    name: 'order-approval-asked-again',
    graph: 'customer-service',
    said: [...order, 'sim', 'e aí?'],
    approvalAbove: 1,
    waitsIn: 'approval',
    next: { decision: { decision: 'reject', reason: 'crédito' } },
    expected: { reply: 'Infelizmente', orders: ['cancel'] },
  },
  {
    name: 'order-made',
    graph: 'customer-service',
    said: [...order, 'sim'],
    next: { text: 'cadê meu pedido?' },
    expected: { reply: 'S\\d+', orders: ['sale'] },
  },
  {
    name: 'slots-offered',
    graph: 'customer-service',
    said: visit,
    next: { text: 'o segundo' },
    expected: { reply: 'posso marcar', question: 'appointment_confirmation' },
  },
  {
    name: 'appointment-cancellation',
    graph: 'customer-service',
    said: [...visit, '1', 'sim', 'quero desmarcar minha visita'],
    waitsIn: 'appointment_confirmation',
    next: yes,
    expected: { reply: 'foi cancelado', appointments: [false] },
  },
  {
    name: 'appointment-move',
    graph: 'customer-service',
    said: [...visit, '1', 'sim', 'preciso remarcar a visita', 'quero remarcar o segundo horário livre'],
    waitsIn: 'appointment_confirmation',
    next: yes,
    expected: { reply: 'Horário marcado', appointments: [false, true] },
  },
  {
    name: 'appointment-confirmation',
    graph: 'customer-service',
    said: [...visit, '1'],
    waitsIn: 'appointment_confirmation',
    next: yes,
    expected: { reply: 'Horário marcado', appointments: [true] },
  },
  {
    name: 'customer-identification',
    graph: 'customer-service',
    said: ['cadê meu pedido?'],
    namesakes,
    waitsIn: 'customer_identification',
    next: { text: 'é Otavio Reis' },
    expected: { reply: 'pedidos' },
  },
  {
    name: 'customer-identification-asked-again',
    graph: 'customer-service',
    said: ['cadê meu pedido?', 'Zé'],
    namesakes,
    waitsIn: 'customer_identification',
    next: { text: 'Helena Prado' },
    expected: { reply: 'pedidos' },
  },
  {
    name: 'cut-short-before-the-crew',
    graph: 'customer-service',
    said: ['tem trena?'],
    stepsOfLast: 2,
    next: { goOn: true },
    expected: { reply: 'Trena' },
  },
  {
    name: 'order-creation-confirmation',
    graph: 'order-creation',
    said: ['quero 2 trenas'],
    waitsIn: 'order_confirmation',
    next: yes,
    expected: confirmed,
  },
  {
    name: 'order-creation-approval',
    graph: 'order-creation',
    said: ['quero 2 trenas', 'sim'],
    approvalAbove: 1,
    waitsIn: 'approval',
    next: approve,
    expected: confirmed,
  },
  {
    name: 'scheduling-confirmation',
    graph: 'scheduling',
    said: [...visit, '3'],
    waitsIn: 'appointment_confirmation',
    next: yes,
    expected: { reply: 'Horário marcado', appointments: [true] },
  },
  {
    name: 'product-search-answered',
    graph: 'product-search',
    said: ['tem trena?'],
    next: { text: 'e martelo?' },
    expected: { reply: '[Mm]artelo' },
  },
  {
    name: 'support-answered',
    graph: 'support',
    said: ['qual o prazo de troca?'],
    next: { text: 'e a garantia?' },
    expected: { reply: 'garantia' },
  },
  {
    name: 'catalog-sync-between-pages',
    graph: 'catalog-sync',
    said: [],
    stepsOfLast: 2,
    next: { goOn: true },
    expected: {},
  },
];
