import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '#telemetry/logger.ts';
import type { Faults } from '../faults.ts';
import { eventJson } from '../json/event-json.ts';
import { addMessage } from '../rules/add-message.ts';
import { changeStatus } from '../rules/change-status.ts';
import type { VersionProfile } from '../version-profile.ts';
import { attachedBot, type Conversation, type World, type WorldEvent } from '../world.ts';
import { deliverWebhook, type WebhookTiming } from './deliver-webhook.ts';

export interface BotSettings {
  profile: VersionProfile;
  timing: WebhookTiming;
  faults: Faults;
  logger: Logger;
  onWebhook?: ((webhook: SentWebhook) => void) | undefined;
}

/** A webhook that was delivered, or given up. */
export interface SentWebhook {
  event: string;
  /** From the first attempt to the last answer. */
  milliseconds: number;
  delivered: boolean;
}

export interface BotNotifier {
  /** Resolves when no webhook is under way. */
  settled(): Promise<void>;
  /** Ends all that is under way. */
  stop(): Promise<void>;
}

/** Sends the inbox's bot a webhook for each event of the world, as it was at that moment, in no fixed order. */
export function notifyBot(world: World, settings: BotSettings): BotNotifier {
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  const listener = (event: WorldEvent) => {
    const { outgoingUrl: url, secret } = attachedBot(world) ?? {};
    if (!isForBot(event, settings.profile) || url === undefined) return;
    const body = JSON.stringify(eventJson(world, event));
    const deliveryId = randomUUID();
    for (let copy = 0; copy < settings.faults.webhookCopies; copy += 1) {
      const sending = send(world, settings, { url, secret, body, deliveryId, event }, stopping.signal)
        .catch((error) => {
          if (!stopping.signal.aborted)
            settings.logger.error({ err: error }, 'a webhook could not be handled');
        })
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
  };
  world.listeners.add(listener);

  const settled = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    settled,
    async stop() {
      world.listeners.delete(listener);
      stopping.abort();
      await settled();
    },
  };
}

type BotEvent = Exclude<WorldEvent, { name: 'typing_changed' }>;

function isForBot(event: WorldEvent, profile: VersionProfile): event is BotEvent {
  if (event.name === 'typing_changed') return false;
  if ('message' in event) return event.message.type !== 'activity';
  return profile.tellsUpdates || !('changed' in event);
}

interface Sending {
  url: string;
  secret: string | undefined;
  body: string;
  deliveryId: string;
  event: BotEvent;
}

async function send(
  world: World,
  { profile, timing, faults, logger, onWebhook }: BotSettings,
  { event, secret, ...delivery }: Sending,
  signal: AbortSignal,
): Promise<void> {
  if (faults.webhookJitterMs > 0) await wait(Math.random() * faults.webhookJitterMs, undefined, { signal });
  const started = performance.now();
  const failure = await deliverWebhook(
    { ...delivery, secret: profile.signsWebhooks ? secret : undefined },
    timing,
    signal,
  );
  const milliseconds = performance.now() - started;
  onWebhook?.({ event: event.name, milliseconds, delivered: failure === undefined });
  if (failure === undefined) return;
  logger.warn({ event: event.name, conversation: event.conversation.id, failure }, 'the bot was not reached');
  if ('message' in event) openToHumans(world, event.conversation);
}

/** Chatwoot's fallback: who waits for a bot that cannot be reached is given to the humans. */
function openToHumans(world: World, conversation: Conversation): void {
  if (conversation.status !== 'pending') return;
  changeStatus(world, conversation, 'open', 'sistema');
  addMessage(world, conversation, {
    type: 'activity',
    content: 'Conversa marcada como aberta pelo sistema por causa de um erro do robô',
    sender: null,
  });
}
