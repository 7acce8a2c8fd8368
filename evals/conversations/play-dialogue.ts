import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { threadIdOf } from '#crews/bot/thread-id.ts';
import type { MessageView } from '#sandbox/chatwoot/play/conversation-view.ts';
import type { SandboxCustomer } from '#sandbox/chatwoot/start.ts';
import { actInCompany } from './act-in-company.ts';
import { decideOverHttp } from './decide-over-http.ts';
import type { CustomerStep, Dialogue, Operator, OperatorInChatwoot, OperatorStep, Step } from './dialogue.ts';
import { prepareCustomer } from './prepare-customer.ts';
import { type OdooFound, readOdoo } from './read-odoo.ts';
import { sendingOf } from './sending-of.ts';
import type { Stage } from './stage.ts';

/** What came of one step. */
export interface PlayedStep {
  step: Step;
  /** To the customer, by the bot. */
  replies: string[];
  /** Private ones, by the bot. */
  notes: string[];
  /** The tools that were called, in their order. */
  tools: string[];
}

/** A dialogue as it went. */
export interface Played {
  dialogue: Dialogue;
  steps: PlayedStep[];
  status: string;
  before: OdooFound;
  after: OdooFound;
  handoff: string | null;
  /** As JSON text. */
  memory: string;
  /** What the model cost. Money is 0 without prices. */
  spent: { tokens: number; money: number };
  seconds: number;
}

/** Plays one dialogue, with a customer whose phone nobody else has. */
export async function playDialogue(stage: Stage, dialogue: Dialogue): Promise<Played> {
  const started = performance.now();
  const phone = `+55119${randomInt(10_000_000, 99_999_999)}`;
  await prepareCustomer(stage.odoo, dialogue.known, phone);
  const before = await readOdoo(stage.odoo, phone);
  const customer = stage.chatwoot.customer(phone, dialogue.known?.names[0] ?? 'Maria Teste');
  const steps: PlayedStep[] = [];
  for (const step of dialogue.steps) steps.push(await playStep(stage, customer, { step, phone }));
  await sleep(stage.quietMs);
  return {
    dialogue,
    steps,
    status: customer.conversation()?.status ?? 'none',
    before,
    after: await readOdoo(stage.odoo, phone),
    ...(await leftBehind(stage, customer)),
    seconds: (performance.now() - started) / 1_000,
  };
}

async function playStep(
  stage: Stage,
  customer: SandboxCustomer,
  { step, phone }: { step: Step; phone: string },
): Promise<PlayedStep> {
  const earlier = customer.conversation()?.messages ?? [];
  const known = new Set(earlier.map(({ id }) => id));
  const tools: string[] = [];
  const ofBot = () =>
    (customer.conversation()?.messages ?? []).filter(
      ({ id, type, sender }) => !known.has(id) && type === 'outgoing' && sender?.kind === 'agent_bot',
    );
  const replies = () => ofBot().filter((message) => !message.private);
  const notes = () => ofBot().filter((message) => message.private);
  let stopWatching: () => void = () => undefined;
  const watch = (conversation: number, onTool: (tool: string) => void) => {
    stopWatching = stage.watch(conversation, ({ tool }) => {
      tools.push(tool);
      onTool(tool);
    });
  };

  if ('customer' in step) {
    const said = speak(step, customer, watch);
    await until(() => said.isOver() && (step.silent || replies().length > 0), stage.patienceMs);
    if (step.silent) await stage.chatwoot.settled();
  } else if ('operator' in step) {
    watch(customer.conversation()?.id ?? 0, () => undefined);
    await operateFully(stage, customer, step.operator);
    const isDone = () =>
      (!awaitsReply(step) || replies().length > 0) && (step.note.length === 0 || notes().length > 0);
    await until(isDone, stage.patienceMs);
  } else if ('company' in step) {
    await actInCompany(stage.odoo, phone, step.company);
  } else {
    customer.letTimePass(step.hours_pass);
  }
  // In which no second reply must come, and the bot that keeps out must not speak.
  await sleep('silent' in step && step.silent ? stage.quietMs * 4 : stage.quietMs);
  stopWatching();
  return { step, replies: textsOf(replies()), notes: textsOf(notes()), tools };
}

/** Whether the customer is to hear of what an operator did. */
export const awaitsReply = ({ reply }: OperatorStep) => reply.length > 0;

function speak(
  { customer: sendings, meanwhile }: CustomerStep,
  customer: SandboxCustomer,
  watch: (conversation: number, onTool: (tool: string) => void) => void,
): { isOver(): boolean } {
  let pending = meanwhile;
  for (const sending of sendings) {
    const { conversationId } = customer.write(sendingOf(sending, customer.conversation()?.messages ?? []));
    watch(conversationId, (tool) => {
      if (tool !== pending?.after) return;
      operate(customer, pending.operator);
      pending = undefined;
    });
  }
  return { isOver: () => pending === undefined };
}

async function operateFully(stage: Stage, customer: SandboxCustomer, operator: Operator): Promise<void> {
  if (typeof operator === 'string' || !('decides' in operator)) operate(customer, operator);
  else await decideOverHttp(stage, threadOf(stage, customer), operator.decides);
}

/** In Chatwoot itself. */
function operate(customer: SandboxCustomer, operator: OperatorInChatwoot): void {
  if (typeof operator === 'string') customer.operator({ action: operator });
  else if ('note' in operator) customer.operator({ action: 'note', content: operator.note });
  else customer.operator({ action: 'reply', content: operator.reply });
}

/** What the crews keep of the conversation and of the contact. */
async function leftBehind(stage: Stage, customer: SandboxCustomer) {
  const { everything } = stage;
  const { graphs, memory } = everything.crews;
  const tenant = everything.config.TENANT;
  const threadId = threadOf(stage, customer);
  const { values } = await graphs['customer-service'].getState({ configurable: { thread_id: threadId } });
  const spent = await memory.get([tenant, 'spend', 'conversations'], threadId);
  return {
    handoff: (values.handoffCause ?? null) as string | null,
    memory: JSON.stringify(values.memory ?? {}),
    spent: { tokens: Number(spent?.value.tokens ?? 0), money: Number(spent?.value.money ?? 0) },
  };
}

function threadOf({ everything, chatwoot }: Stage, customer: SandboxCustomer): string {
  return threadIdOf(everything.config.TENANT, chatwoot.accountId, customer.conversation()?.id ?? 0);
}

/** Also ends when the time is up: what is missing then is for the judge. */
async function until(isDone: () => boolean, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isDone() && Date.now() < deadline) await sleep(20);
}

const textsOf = (messages: MessageView[]) => messages.map(({ content }) => content);
