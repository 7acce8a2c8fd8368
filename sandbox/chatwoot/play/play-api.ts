import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import { z } from 'zod';
import { InputError, NotFoundError } from '#errors/errors.ts';
import { contactOf, latestConversation, receiveMessage } from '../rules/receive-message.ts';
import type { World } from '../world.ts';
import { viewOfCustomer } from './conversation-view.ts';
import { customerPhone } from './customer-phone.ts';
import { guardPage } from './guard-page.ts';
import { actAsOperator, operatorActionSchema } from './operator-action.ts';
import { sampleCustomers } from './sample-customers.ts';
import { conversationStreams } from './stream-conversation.ts';

const page = readFileSync(new URL('./page.html', import.meta.url), 'utf8');

/** The page's own script may run, nothing else: not even markup that got into it from a message. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src 'sha256-${scriptDigest(page)}'`,
  "style-src 'unsafe-inline'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function scriptDigest(html: string): string {
  const [, script = ''] = /<script type="module">(.*)<\/script>/s.exec(html) ?? [];
  return createHash('sha256').update(script).digest('base64');
}

const messageSchema = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  content: z.string().trim().min(1).max(4_096),
});

/** The customer's side: not a part of Chatwoot, it stands for the WhatsApp on the other end. */
export function playApi(world: World, host: string): { router: Router; close(): void } {
  const router = Router();
  const streams = conversationStreams(world);
  const phoneOf = (request: Request) => customerPhone(String(request.params.phone));

  router.get('/', guardPage(host), (_request, response) => {
    response.set('Content-Security-Policy', contentSecurityPolicy).type('html').send(page);
  });
  router.use('/sandbox', guardPage(host), express.json({ limit: '64kb' }));
  router.get('/sandbox/customers', (_request, response) => {
    response.json({ business: world.account.name, customers: customersOf(world) });
  });
  router.post('/sandbox/customers/:phone/messages', (request, response) => {
    const { name, content } = parsed(messageSchema, request.body);
    const contact = contactOf(world, phoneOf(request), name);
    const { conversation, message } = receiveMessage(world, contact, content);
    response.status(201).json({ message_id: message.id, conversation_id: conversation.id });
  });
  router.get('/sandbox/customers/:phone/conversation', (request, response) => {
    response.json({ conversation: viewOfCustomer(world, phoneOf(request)) ?? null });
  });
  router.get('/sandbox/customers/:phone/events', (request, response) =>
    streams.stream(request, response, phoneOf(request)),
  );
  router.post('/sandbox/customers/:phone/operator', (request, response) => {
    const phone = phoneOf(request);
    const action = parsed(operatorActionSchema, request.body);
    const contact = world.contacts.find((known) => known.phone === phone);
    const conversation = contact && latestConversation(world, contact);
    if (!conversation) throw new NotFoundError('This customer has not written yet.');
    actAsOperator(world, conversation, action);
    response.json({ conversation: viewOfCustomer(world, phone) });
  });
  router.use('/sandbox', answerError);
  return { router, close: streams.close };
}

/** The samples and, newest first, who else has written. */
function customersOf(world: World): { name: string; phone: string }[] {
  const samples: readonly { phone: string }[] = sampleCustomers;
  const others = world.contacts.filter(({ phone }) => !samples.some((sample) => sample.phone === phone));
  const newest = others.slice(-20).reverse();
  return [...sampleCustomers, ...newest.map(({ name, phone }) => ({ name, phone }))];
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (!result.success) throw new InputError(z.prettifyError(result.error));
  return result.data;
}

const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
  const fromParser = (error as { status?: unknown }).status;
  if (error instanceof InputError) response.status(422).json({ error: error.message });
  else if (error instanceof NotFoundError) response.status(404).json({ error: error.message });
  else response.status(typeof fromParser === 'number' ? fromParser : 500).json({ error: 'not understood' });
};
