import {
  CreateMessageResultSchema,
  ElicitResultSchema,
  type RequestHandlerExtra,
  type ServerNotification,
  type ServerRequest,
} from '#adapters/mcp/sdk.ts';
import type { CallerLink } from './provider.ts';

/** What the SDK gives the handler of a request, as far as it is used here. */
type CallerLinkExtra = Pick<
  RequestHandlerExtra<ServerRequest, ServerNotification>,
  'signal' | '_meta' | 'sendNotification' | 'sendRequest'
>;

/** The way back to the caller of one request, over the connection on which it came. */
export function callerLink(extra: CallerLinkExtra): CallerLink {
  const { signal, _meta: meta } = extra;
  const progressToken = meta?.progressToken;

  const tell = (notification: ServerNotification) => {
    // Who has gone is told nothing; the request itself ends by its signal.
    extra.sendNotification(notification).catch(() => undefined);
  };

  return {
    wantsProgress: progressToken !== undefined,
    progress(progress) {
      if (progressToken === undefined) return;
      tell({ method: 'notifications/progress', params: { ...progress, progressToken } });
    },
    log: (params) => tell({ method: 'notifications/message', params }),
    elicit: (params) =>
      extra.sendRequest({ method: 'elicitation/create', params }, ElicitResultSchema, { signal }),
    sample: (params) =>
      extra.sendRequest({ method: 'sampling/createMessage', params }, CreateMessageResultSchema, { signal }),
  };
}
