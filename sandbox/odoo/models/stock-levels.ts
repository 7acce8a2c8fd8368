import { type Field, float } from '../orm/field.ts';
import type { OdooRecord } from '../orm/record.ts';

const pendingStates = ['waiting', 'confirmed', 'partially_available', 'assigned'];

/** The quantities of a variant, all worked out from its stock and the moves that are under way. */
export const stockFields: Record<string, Field> = {
  qty_available: quantity('Quantity On Hand', onHand),
  free_qty: quantity('Free To Use Quantity ', freeQuantity),
  virtual_available: quantity('Forecasted Quantity', (product) => onHand(product) - outgoing(product)),
  outgoing_qty: quantity('Outgoing', outgoing),
  incoming_qty: quantity('Incoming', () => 0),
};

/** What is there and not yet reserved for an order. */
export function freeQuantity(product: OdooRecord): number {
  return onHand(product) - sum(pendingMoves(product), 'quantity');
}

function quantity(label: string, compute: (product: OdooRecord) => number): Field {
  return float(label, { readonly: true, store: false, compute });
}

function onHand(product: OdooRecord): number {
  const quants = product.many('stock_quant_ids');
  return sum(
    quants.filter((quant) => quant.one('location_id')?.text('usage') === 'internal'),
    'quantity',
  );
}

function outgoing(product: OdooRecord): number {
  return sum(pendingMoves(product), 'product_uom_qty');
}

function pendingMoves(product: OdooRecord): OdooRecord[] {
  return product.many('stock_move_ids').filter((move) => pendingStates.includes(move.text('state')));
}

function sum(records: OdooRecord[], field: string): number {
  return records.reduce((total, record) => total + record.number(field), 0);
}
