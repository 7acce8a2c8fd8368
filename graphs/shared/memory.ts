import type { BaseStore } from '@langchain/langgraph-checkpoint';
import { z } from 'zod';
import type { ConversationContext } from './conversation-state.ts';

const mostPreferences = 20;
const mostOrders = 10;

/** What is remembered of a contact from one conversation to the next. */
export const memorySchema = z.object({
  /** In the customer's words, the newest first: "prefere 220 V". */
  preferences: z.array(z.string().max(200)).default([]),
  /** Orders made through the crews, the newest first. */
  orders: z.array(z.object({ name: z.string(), total: z.string(), date: z.string() })).default([]),
});
export type Memory = z.output<typeof memorySchema>;

export const emptyMemory: Memory = { preferences: [], orders: [] };

const key = 'memory';

/** Memory belongs to the contact, not to the conversation: WhatsApp may open a new one after each is resolved. */
function namespaceOf({
  tenant,
  contact,
}: Pick<ConversationContext, 'tenant' | 'contact'>): string[] | undefined {
  return contact.id === undefined ? undefined : [tenant, 'contacts', String(contact.id)];
}

/** What is remembered of the contact; nothing where there is no store or no contact. */
export async function recall(store: BaseStore | undefined, context: ConversationContext): Promise<Memory> {
  const namespace = namespaceOf(context);
  const item = namespace && (await store?.get(namespace, key));
  return memorySchema.safeParse(item?.value).data ?? emptyMemory;
}

/** Adds to what is remembered, within its bounds; what is there already is moved to the front. */
export function withMore(memory: Memory, more: Partial<Memory>): Memory {
  const preferences = [...new Set([...(more.preferences ?? []), ...memory.preferences])];
  const names = new Set(more.orders?.map(({ name }) => name));
  const orders = [...(more.orders ?? []), ...memory.orders.filter(({ name }) => !names.has(name))];
  return { preferences: preferences.slice(0, mostPreferences), orders: orders.slice(0, mostOrders) };
}

export async function remember(
  store: BaseStore | undefined,
  context: ConversationContext,
  memory: Memory,
): Promise<void> {
  const namespace = namespaceOf(context);
  if (namespace) await store?.put(namespace, key, memory);
}

/** Deletes all that is remembered of one contact (the answer to a request under the LGPD). */
export async function forget(store: BaseStore, tenant: string, contact: number): Promise<number> {
  const namespace = [tenant, 'contacts', String(contact)];
  let deleted = 0;
  for (;;) {
    const items = await store.search(namespace, { limit: 100 });
    if (items.length === 0) return deleted;
    for (const item of items) await store.delete(item.namespace, item.key);
    deleted += items.length;
  }
}
