import { randomUUID } from 'node:crypto';
import { createRecord } from '../orm/create-record.ts';
import { pythonError } from '../orm/exceptions.ts';
import type { Method, MethodCall } from '../orm/model.ts';
import { pythonTuple } from '../orm/python.ts';
import { recordOf } from '../orm/record.ts';
import { isEmpty, type Value } from '../orm/value.ts';

/** The ids that the subtypes get from the seed. */
export const messageSubtypes: Record<string, number> = { 'mail.mt_comment': 1, 'mail.mt_note': 2 };

const parameters = [
  'body?',
  'subject?',
  'message_type?',
  'subtype_xmlid?',
  'partner_ids?',
  'message_id?',
  'body_is_html?',
  '**',
];

/** The first version that takes a body for plain text unless it is told that it is HTML. */
const firstWithPlainText = 17;

/** The chatter, which nearly every model that people work with has. */
export const messageMethods: Record<string, Method> = {
  message_post: { parameters, run: post },
};

/** A note unless a subtype is named; text is escaped, because over RPC it is never markup. */
function post(call: MethodCall): Value {
  const [record, ...others] = call.records;
  if (!record || others.length > 0) {
    throw pythonError('ValueError', `Expected singleton: ${call.model.model}${pythonTuple(call.ids)}`);
  }
  const {
    body = '',
    subject = false,
    message_type: type = 'notification',
    subtype_xmlid: subtype,
    message_id: messageId,
  } = call.arguments;
  checkArguments(call);
  const isHtml = call.environment.version < firstWithPlainText || call.arguments.body_is_html;
  const text = isHtml ? String(body) : escapeHtml(String(body));
  const message = createRecord(call.environment, 'mail.message', {
    model: call.model.model,
    res_id: record.id,
    record_name: record.displayName(),
    subject,
    message_id: messageId ?? `<${record.id}.${randomUUID()}@sandbox>`,
    email_from: sender(call),
    body: isEmpty(body) ? '' : `<p>${text}</p>`,
    message_type: type,
    subtype_id: messageSubtypes[String(subtype)] ?? messageSubtypes['mail.mt_note'] ?? false,
  });
  return [message.id];
}

function checkArguments(call: MethodCall): void {
  const isKnown = (name: string) =>
    parameters.includes(`${name}?`) &&
    (name !== 'body_is_html' || call.environment.version >= firstWithPlainText);
  const unknown = Object.keys(call.arguments).filter((name) => !isKnown(name));
  if (unknown.length === 0) return;
  const message = `Esses valores não são suportados ao publicar ou notificar: ${unknown.join(', ')}`;
  throw pythonError('ValueError', message);
}

function sender({ environment }: MethodCall): Value {
  const user = recordOf(environment, 'res.users', environment.userId);
  return `"${user.text('name')}" <${user.text('email')}>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
