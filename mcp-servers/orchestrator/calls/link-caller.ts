import type { LinkCaller } from '#adapters/mcp/link.ts';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  LoggingMessageNotificationSchema,
} from '#adapters/mcp/sdk.ts';
import { InputError } from '#errors/errors.ts';
import type { CallerLink } from '../../kit/provider.ts';
import { cleanDeep } from '../catalogue/clean-text.ts';

/** Lets an upstream speak with the gateway's own caller: progress, log messages, and questions. */
export function linkCaller(caller: CallerLink): LinkCaller {
  return {
    wantsProgress: caller.wantsProgress,
    onProgress: (progress) => caller.progress(cleanDeep(progress)),
    onNotification(method, params) {
      const message = LoggingMessageNotificationSchema.safeParse(cleanDeep({ method, params }));
      if (message.success) caller.log(message.data.params);
    },
    async onQuestion(method, params) {
      const question = cleanDeep({ method, params });
      const elicitation = ElicitRequestSchema.safeParse(question);
      if (elicitation.success) return caller.elicit(elicitation.data.params);
      const sampling = CreateMessageRequestSchema.safeParse(question);
      if (sampling.success) return caller.sample(sampling.data.params);
      throw new InputError(`${method} is not passed on.`);
    },
  };
}
