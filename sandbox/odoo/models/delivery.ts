import { createRecord } from '../orm/create-record.ts';
import { currentDatetime } from '../orm/environment.ts';
import { putValues } from '../orm/put-values.ts';
import type { OdooRecord } from '../orm/record.ts';
import type { Value } from '../orm/value.ts';
import { freeQuantity } from './stock-levels.ts';
import { isStorable } from './storable.ts';

/** Starts the delivery of the lines of a confirmed order that are goods, and reserves what is free. */
export function launchDelivery(order: OdooRecord, lines: OdooRecord[]): void {
  const goods = lines.filter(
    (line) => line.one('product_id')?.text('type') !== 'service' && line.one('product_id'),
  );
  if (goods.length === 0) return;
  const picking = openPicking(order) ?? createPicking(order);
  for (const line of goods) createMove(picking, line);
}

/** The state of a transfer follows from that of its moves. */
export function pickingState(picking: OdooRecord): string {
  const states = picking.many('move_ids').map((move) => move.text('state'));
  const active = states.filter((state) => state !== 'cancel');
  if (states.length === 0) return 'draft';
  if (active.length === 0) return 'cancel';
  if (active.every((state) => state === 'done')) return 'done';
  return active.some((state) => state === 'assigned' || state === 'partially_available')
    ? 'assigned'
    : 'confirmed';
}

/** How far the delivery of an order is; false as long as there is none. */
export function deliveryStatus(order: OdooRecord): Value {
  const pickings = order.many('picking_ids').filter((picking) => picking.text('state') !== 'cancel');
  const done = pickings.filter((picking) => picking.text('state') === 'done');
  if (pickings.length === 0) return false;
  if (done.length === pickings.length) return 'full';
  return done.length > 0 ? 'partial' : 'pending';
}

/** Gives up what is not yet delivered. */
export function cancelPicking(picking: OdooRecord): void {
  for (const move of picking.many('move_ids')) {
    if (move.text('state') !== 'done') putValues(move, { state: 'cancel', quantity: 0 });
  }
}

/** Delivers everything that was ordered. */
export function validatePicking(picking: OdooRecord): void {
  for (const move of picking.many('move_ids')) {
    if (move.text('state') === 'done' || move.text('state') === 'cancel') continue;
    const demand = move.number('product_uom_qty');
    putValues(move, { state: 'done', quantity: demand });
    takeFromStock(move, demand);
  }
  putValues(picking, { date_done: currentDatetime(picking.environment) });
}

function openPicking(order: OdooRecord): OdooRecord | undefined {
  return order.many('picking_ids').find((picking) => !['done', 'cancel'].includes(picking.text('state')));
}

function createPicking(order: OdooRecord): OdooRecord {
  return createRecord(order.environment, 'stock.picking', {
    origin: order.text('name'),
    sale_id: order.id,
    partner_id: order.value('partner_shipping_id'),
    scheduled_date: currentDatetime(order.environment),
  });
}

function createMove(picking: OdooRecord, line: OdooRecord): void {
  const product = line.one('product_id');
  if (!product) return;
  const demand = line.number('product_uom_qty');
  const available = isStorable(product) ? Math.max(0, Math.min(demand, freeQuantity(product))) : demand;
  const partial = available > 0 ? 'partially_available' : 'confirmed';
  createRecord(picking.environment, 'stock.move', {
    picking_id: picking.id,
    product_id: product.id,
    sale_line_id: line.id,
    product_uom_qty: demand,
    quantity: available,
    state: available === demand ? 'assigned' : partial,
  });
}

function takeFromStock(move: OdooRecord, quantity: number): void {
  const product = move.one('product_id');
  if (!product || !isStorable(product)) return;
  const source = move.value('location_id');
  const quant = product
    .many('stock_quant_ids')
    .find((candidate) => candidate.value('location_id') === source);
  if (quant) putValues(quant, { quantity: quant.number('quantity') - quantity });
  else {
    const values = { product_id: product.id, location_id: source, quantity: -quantity };
    createRecord(move.environment, 'stock.quant', values);
  }
}
