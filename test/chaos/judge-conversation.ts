import type { Answer } from './answers.ts';
import type { Played } from './play-customer.ts';

/** An order as Odoo has it. */
export interface FoundOrder {
  name: string;
  state: string;
  lines: { productId: number; quantity: number }[];
}

/** All that there is to judge one conversation by. */
export interface Evidence {
  played: Played;
  status: string;
  answers: Answer[];
  orders: FoundOrder[];
  /** The customer's records in Odoo. */
  partners: number;
  productId: number;
}

/** What is wrong with a conversation, in words; nothing for one in which everything happened once. */
export function judgeConversation(evidence: Evidence): string[] {
  return [...answerFaults(evidence), ...orderFaults(evidence)];
}

function answerFaults({ played, status, answers }: Evidence): string[] {
  const faults: string[] = [];
  const { dialogue, bursts, said } = played;
  if (status !== 'pending') faults.push(`the conversation is ${status}, not with the bot`);
  if (played.waits.length < dialogue.steps.length)
    faults.push(`stuck in step ${played.waits.length + 1} of ${dialogue.steps.length}`);
  for (const { stranger, content } of answers) {
    if (stranger !== undefined) faults.push(`"${shortened(content)}" answers no message (${stranger})`);
  }
  for (const id of bursts.flat()) {
    const count = answers.filter(({ to }) => to.includes(id)).length;
    if (count !== 1) faults.push(`message ${id} has ${count} answers`);
  }
  for (const [index, { texts, expected }] of dialogue.steps.entries()) {
    const last = answers.findLast(({ to }) => to.some((id) => said[index]?.includes(id)));
    if (last && !expected.test(last.content))
      faults.push(`"${texts.join(' / ')}" was answered by "${shortened(last.content)}"`);
  }
  return faults;
}

function orderFaults({ played, orders, partners, productId }: Evidence): string[] {
  const faults: string[] = [];
  if (partners > 1) faults.push(`the customer is in Odoo ${partners} times`);
  const expected = played.dialogue.orders ? 1 : 0;
  if (orders.length !== expected) {
    const found = orders.map(({ name, state }) => `${name} ${state}`).join(', ');
    faults.push(`${orders.length} orders in Odoo, not ${expected}${found && `: ${found}`}`);
  }
  for (const { name, state, lines } of orders) {
    if (state !== 'sale') faults.push(`${name} is ${state}, not confirmed`);
    const [line, ...others] = lines;
    const isRight = line?.productId === productId && line.quantity === 1 && others.length === 0;
    if (!isRight) faults.push(`${name} has the lines ${JSON.stringify(lines)}`);
  }
  return faults;
}

function shortened(content: string): string {
  return content.length > 80 ? `${content.slice(0, 80)}…` : content;
}
