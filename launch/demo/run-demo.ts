import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ObservedCall } from '#adapters/mcp/observed-client.ts';
import type { SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import type { Logger } from '#telemetry/logger.ts';
import { startEverything } from '../start-everything.ts';
import { type Check, checkConversation, checkOrder } from './checks.ts';
import { type OrderRead, odooReader } from './odoo-reader.ts';
import { script } from './script.ts';

/** What happens in the demo, in order. */
export type DemoEvent =
  | { kind: 'started'; model: string; standIns: string[] }
  | { kind: 'customer' | 'reply' | 'note'; text: string }
  | { kind: 'tool'; call: ObservedCall };

export interface DemoResult {
  ok: boolean;
  model: string;
  standIns: string[];
  transcript: DemoEvent[];
  /** The order as Odoo has it; null where none was made. */
  order: OrderRead | null;
  checks: Check[];
}

const replyTimeoutMs = 60_000;
const secondReplyMs = 400;

/** Plays a customer from the first greeting to the handoff, then reads back what was done. */
export async function runDemo(options: {
  environment: Record<string, string | undefined>;
  logger: Logger;
  onEvent?: (event: DemoEvent) => void;
}): Promise<DemoResult> {
  const { environment, logger, onEvent = () => undefined } = options;
  const transcript: DemoEvent[] = [];
  const tell = (event: DemoEvent) => {
    transcript.push(event);
    onEvent(event);
  };
  const everything = await startEverything({
    // The demo plays its own customer: a real Chatwoot, with real people in it, is left alone.
    environment: { TURN_DEBOUNCE_MS: '200', ...environment, CHATWOOT_URL: '', CHATWOOT_URL_FILE: '' },
    freePorts: true,
    logger,
    observe: (call) => tell({ kind: 'tool', call }),
  });
  const { config, standIns, chatwoot } = everything;
  if (!chatwoot) throw new Error('the demo needs the stand-in for Chatwoot');
  const odoo = odooReader(config);
  try {
    tell({ kind: 'started', model: config.OPENAI_MODEL, standIns });
    const product = await odoo.chooseProduct();
    const messages = script(product);
    const phone = newPhone();
    const customer = chatwoot.customer(phone, 'Cliente da Demonstração');
    const replies: string[][] = [];
    for (const { text } of messages) {
      tell({ kind: 'customer', text });
      const answers = await sayAndWait(customer, text);
      for (const answer of answers) tell({ kind: 'reply', text: answer });
      replies.push(answers);
    }
    await chatwoot.settled();
    const conversation = customer.conversation();
    const notes = conversation?.messages.filter((message) => message.private) ?? [];
    for (const { content } of notes) tell({ kind: 'note', text: content });
    const orders = await odoo.ordersOf(phone);
    const checks = [
      ...checkConversation({ messages, replies, status: conversation?.status, notes: notes.length }),
      ...checkOrder({ orders, product, replies }),
    ];
    const ok = checks.every((check) => check.ok);
    return { ok, model: config.OPENAI_MODEL, standIns, transcript, order: orders[0] ?? null, checks };
  } finally {
    odoo.close();
    await everything.close();
  }
}

/** A Brazilian mobile number that nobody in the database has. */
function newPhone(): string {
  return `+55119${randomInt(10_000_000, 99_999_999)}`;
}

/** Says one thing and waits for the answer, then a moment longer for a second one that must not come. */
async function sayAndWait(customer: SandboxCustomer, text: string): Promise<string[]> {
  const { messageId } = customer.write(text);
  const answers = () =>
    (customer.conversation()?.messages ?? []).filter(
      ({ id, type, private: isPrivate }) => id > messageId && type === 'outgoing' && !isPrivate,
    );
  const deadline = Date.now() + replyTimeoutMs;
  while (answers().length === 0 && Date.now() < deadline) await sleep(20);
  await sleep(secondReplyMs);
  return answers().map(({ content }) => content);
}
