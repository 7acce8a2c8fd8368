import type { Redis } from 'ioredis';
import type { Logger } from '#telemetry/logger.ts';
import type { Upstream } from '../upstreams/open-upstream.ts';

const channel = 'mcp-first:catalogue';

/**
 * Tells the other replicas when an upstream's lists have changed, and reads them anew when another one tells so.
 * It only saves time: a replica that misses a message finds the change by its next reading.
 *
 * @param subscriber a connection of its own.
 */
export async function shareChanges(
  upstreams: readonly Upstream[],
  { commands, subscriber }: { commands: Redis; subscriber: Redis },
  logger: Logger,
): Promise<void> {
  const replica = crypto.randomUUID();
  for (const upstream of upstreams) {
    upstream.onChange((cause) => {
      if (cause === 'told') return; // who told this knows it already
      commands.publish(channel, JSON.stringify([replica, upstream.settings.name])).catch(() => undefined);
    });
  }
  subscriber.on('message', (_channel, text: string) => {
    const [sender, name] = parseMessage(text);
    if (sender === replica) return;
    void upstreams.find(({ settings }) => settings.name === name)?.refresh('told');
  });
  try {
    await subscriber.subscribe(channel);
  } catch {
    // The connection subscribes by itself once Redis is there.
    logger.warn('changes of the catalogue are not shared with other replicas until Redis answers');
  }
}

function parseMessage(text: string): unknown[] {
  try {
    const message: unknown = JSON.parse(text);
    return Array.isArray(message) ? message : [];
  } catch {
    return []; // not one of ours
  }
}
