import type { MessageEvent } from './webhook-event.ts';

/** The customer of a conversation, as an event tells them; what is empty there is null here. */
export interface EventContact {
  id: number;
  name: string | null;
  phone: string | null;
  email: string | null;
}

type Person = NonNullable<MessageEvent['sender'] | MessageEvent['conversation']['meta']['sender']>;

export function contactOf({ id, name, phone_number: phone, email }: Person): EventContact {
  return { id, name: name || null, phone: phone || null, email: email || null };
}
