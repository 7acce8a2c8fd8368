import type { ResourceDefinition } from '../../kit/server-definition.ts';
import type { ChatwootServices } from '../services.ts';

/** What this Chatwoot can do, and what the tools do instead where it cannot. */
export const versionResource: ResourceDefinition<ChatwootServices> = {
  uri: 'chatwoot://version',
  name: 'version',
  title: 'Version of Chatwoot',
  description:
    'The version of Chatwoot, and for each thing that it cannot do what the tools do instead; empty limitations mean that nothing is missing.',
  mimeType: 'application/json',
  scope: 'chatwoot:read',
  read: async ({ services, signal }) => JSON.stringify(await services.chatwoot.getVersion({ signal })),
};
