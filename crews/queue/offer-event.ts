import { InputError, LimitError } from '#errors/errors.ts';
import type { InboundEvent } from './turn-queue.ts';
import type { Appended, TurnStore } from './turn-store.ts';

/**
 * Stores an event.
 *
 * @throws InputError without a delivery id; LimitError when the store is full.
 */
export async function appendEvent(
  store: TurnStore,
  event: InboundEvent,
): Promise<Exclude<Appended, { kind: 'full' }>> {
  if (event.deliveryIds.length === 0)
    throw new InputError('An event needs a delivery id, to be told from its duplicates.');
  const appended = await store.append(event);
  if (appended.kind === 'full')
    throw new LimitError('Too many messages wait to be answered.', {
      code: 'queue_full',
      fix: 'Deliver the message again in a moment.',
    });
  return appended;
}
