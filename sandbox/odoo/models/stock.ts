import { boolean, char, datetime, float, many2one, one2many, selection } from '../orm/field.ts';
import type { ModelDefinition } from '../orm/model.ts';
import type { OdooRecord } from '../orm/record.ts';
import { cancelPicking, pickingState, validatePicking } from './delivery.ts';

const usages = { internal: 'Internal Location', customer: 'Customer Location', inventory: 'Inventory Loss' };
const moveStates = {
  draft: 'New',
  waiting: 'Waiting Another Move',
  confirmed: 'Waiting',
  partially_available: 'Partially Available',
  assigned: 'Available',
  done: 'Done',
  cancel: 'Cancelled',
};
const pickingStates = {
  draft: 'Draft',
  waiting: 'Waiting Another Operation',
  confirmed: 'Waiting',
  assigned: 'Ready',
  done: 'Done',
  cancel: 'Cancelled',
};

/** Where goods are, and their way to the customer. */
export const stockModels: ModelDefinition[] = [
  {
    model: 'stock.location',
    description: 'Inventory Locations',
    order: 'complete_name, id',
    displayName: (location) => location.text('complete_name'),
    searchNamesIn: ['complete_name'],
    fields: {
      name: char('Location Name', { required: true, translate: true }),
      complete_name: char('Full Location Name'),
      usage: selection(usages, 'Location Type', { required: true, default: 'internal' }),
      active: boolean('Active', { default: true }),
    },
  },
  {
    model: 'stock.quant',
    description: 'Quants',
    displayName: (quant) => quant.one('location_id')?.displayName() ?? '',
    fields: {
      product_id: many2one('product.product', 'Product', { required: true }),
      location_id: many2one('stock.location', 'Location', { required: true }),
      quantity: float('Quantity'),
    },
  },
  {
    model: 'stock.move',
    description: 'Stock Move',
    order: 'id',
    displayName: (move) => move.one('product_id')?.displayName() ?? '',
    fields: {
      product_id: many2one('product.product', 'Product', { required: true, ondelete: 'restrict' }),
      product_uom_qty: float('Demand', { required: true }),
      quantity: float('Quantity'),
      state: selection(moveStates, 'Status', { readonly: true, default: 'draft' }),
      picking_id: many2one('stock.picking', 'Transfer'),
      sale_line_id: many2one('sale.order.line', 'Sale Line'),
      location_id: many2one('stock.location', 'Source Location', { required: true, default: 1 }),
      location_dest_id: many2one('stock.location', 'Intermediate Location', { required: true, default: 2 }),
    },
  },
  {
    model: 'stock.picking',
    description: 'Transfer',
    order: 'scheduled_date asc, id desc',
    fields: {
      name: char('Reference', { readonly: true, default: pickingName }),
      state: selection(pickingStates, 'Status', { readonly: true, compute: pickingState }),
      origin: char('Source Document'),
      sale_id: many2one('sale.order', 'Sales Order'),
      partner_id: many2one('res.partner', 'Contact'),
      scheduled_date: datetime('Scheduled Date'),
      date_done: datetime('Date of Transfer', { readonly: true }),
      picking_type_code: selection({ outgoing: 'Delivery', incoming: 'Receipt' }, 'Type of Operation', {
        readonly: true,
        default: 'outgoing',
      }),
      location_id: many2one('stock.location', 'Source Location', { required: true, default: 1 }),
      location_dest_id: many2one('stock.location', 'Destination Location', { required: true, default: 2 }),
      move_ids: one2many('stock.move', 'picking_id', 'Stock Moves'),
    },
    methods: {
      action_cancel: { run: ({ records }) => every(records, cancelPicking) },
      button_validate: { run: ({ records }) => every(records, validatePicking) },
    },
  },
];

function pickingName({ environment }: OdooRecord): string {
  return `WH/OUT/${String(environment.database.next('stock.picking.out')).padStart(5, '0')}`;
}

function every(pickings: OdooRecord[], step: (picking: OdooRecord) => void): true {
  for (const picking of pickings) step(picking);
  return true;
}
