import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { maskPersonalData } from '../mask-personal-data.ts';

/**
 * Masks personal data in names and attributes before a span ends. None should be there: but the name of a tool, for
 * one, is what a caller makes it.
 */
export const maskSpans: SpanProcessor = {
  onStart: () => undefined,
  onEnding(span) {
    const name = maskPersonalData(span.name);
    if (name !== span.name) span.updateName(name);
    for (const [key, value] of Object.entries(span.attributes)) {
      if (typeof value !== 'string') continue;
      const masked = maskPersonalData(value);
      if (masked !== value) span.setAttribute(key, masked);
    }
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};
