import type { InboundEvent, Turn, TurnHandler } from './turn-queue.ts';

let deliveries = 0;

/** An event with a text, in a conversation, under a delivery id of its own unless one is given. */
export function eventOf(conversationKey: string, text: string, ...deliveryIds: string[]): InboundEvent {
  deliveries += 1;
  const [first = `delivery-${process.pid}-${deliveries}`, ...others] = deliveryIds;
  return { deliveryIds: [first, ...others], conversationKey, tenant: 'main', message: { text } };
}

export function textsOf(turn: Turn | undefined): unknown[] {
  return turn?.messages.map((message) => message.text) ?? [];
}

/** What of a turn is the same for every attempt but its number: no process keeps when it came. */
export function withoutArrival(turn: Turn | undefined): Partial<Turn> {
  const { arrivedAt: _, ...lasting } = turn ?? {};
  return lasting;
}

/** A handler that keeps the turns it was given, and does what the test wants with each. */
export function recordingHandler(answer: TurnHandler = async () => undefined) {
  const turns: Turn[] = [];
  const handler: TurnHandler = async (turn, signal, commit) => {
    turns.push(turn);
    await answer(turn, signal, commit);
  };
  return { turns, handler };
}
