import { currentDatetime } from '../orm/environment.ts';
import { userError } from '../orm/exceptions.ts';
import type { Method, MethodCall } from '../orm/model.ts';
import { putValues } from '../orm/put-values.ts';
import type { OdooRecord } from '../orm/record.ts';
import type { Value } from '../orm/value.ts';
import { cancelPicking, launchDelivery } from './delivery.ts';

/** The steps of an order: confirm, cancel, back to draft, lock, and the wizard that would send it. */
export const saleOrderMethods: Record<string, Method> = {
  action_confirm: { run: confirm },
  action_cancel: { run: cancel },
  action_draft: { run: backToDraft },
  action_quotation_send: { run: sendWizard },
  // These two return None in Odoo too: over XML-RPC the call takes effect and then faults.
  action_lock: { run: (call) => setLocked(call, true) },
  action_unlock: { run: (call) => setLocked(call, false) },
  // How an order was locked until 16.
  action_done: { run: (call) => setLocked(call, true) },
};

function confirm({ records }: MethodCall): true {
  if (records.some((order) => !['draft', 'sent'].includes(order.text('state')))) {
    throw userError('Alguns pedidos não estão em um estado que exija confirmação.');
  }
  for (const order of records) {
    putValues(order, { state: 'sale', date_order: currentDatetime(order.environment) });
    launchDelivery(order, order.many('order_line'));
  }
  return true;
}

function cancel({ records }: MethodCall): true {
  if (records.some((order) => isLocked(order))) {
    throw userError('Não é possível cancelar um pedido bloqueado. Desbloqueie-o primeiro.');
  }
  for (const order of records) {
    for (const picking of order.many('picking_ids')) cancelPicking(picking);
    putValues(order, { state: 'cancel' });
  }
  return true;
}

function backToDraft({ records }: MethodCall): true {
  for (const order of records) {
    if (['cancel', 'sent'].includes(order.text('state'))) putValues(order, { state: 'draft' });
  }
  return true;
}

function setLocked({ records }: MethodCall, locked: boolean): null {
  for (const order of records) {
    putValues(order, hasLock(order) ? { locked } : { state: locked ? 'done' : 'sale' });
  }
  return null;
}

/** Until 16 a locked order is in a state of its own. */
function isLocked(order: OdooRecord): boolean {
  return hasLock(order) ? order.flag('locked') : order.text('state') === 'done';
}

function hasLock({ model }: OdooRecord): boolean {
  return 'locked' in model.fields;
}

/** Only a window to be shown: nothing is sent, and the order stays as it is. */
function sendWizard({ ids }: MethodCall): Value {
  return {
    name: 'Enviar',
    type: 'ir.actions.act_window',
    view_mode: 'form',
    res_model: 'mail.compose.message',
    views: [[false, 'form']],
    view_id: false,
    target: 'new',
    context: {
      default_model: 'sale.order',
      default_res_ids: ids,
      default_composition_mode: 'comment',
      default_email_layout_xmlid: 'mail.mail_notification_layout_with_responsible_signature',
      email_notification_allow_footer: true,
      hide_mail_template_management_options: true,
      proforma: false,
      force_email: true,
      mark_so_as_sent: true,
    },
  };
}
