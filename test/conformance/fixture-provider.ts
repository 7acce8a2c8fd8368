import { EventEmitter } from 'node:events';
import { definitionProvider } from '#mcp-servers/kit/definition-provider.ts';
import type { Announcement, Provider } from '#mcp-servers/kit/provider.ts';
import type { ResourceTemplateDefinition } from '#mcp-servers/kit/resource-templates.ts';
import type { ResourceDefinition, ServerDefinition } from '#mcp-servers/kit/server-definition.ts';
import { silentLogger } from '#telemetry/logger.ts';
import type { Metrics } from '#telemetry/metrics.ts';
import { contentTools, png } from './content-tools.ts';
import { fixturePrompts } from './fixture-prompts.ts';
import { talkingTools } from './talking-tools.ts';

const described = { description: 'For the conformance suite.', scope: 'fixture:read' };
const watched = 'test://watched-resource';

const resources: ResourceDefinition<undefined>[] = [
  {
    ...described,
    uri: 'test://static-text',
    name: 'static-text',
    title: 'Text',
    mimeType: 'text/plain',
    read: async () => 'This is the content of the static text resource.',
  },
  {
    ...described,
    uri: 'test://static-binary',
    name: 'static-binary',
    title: 'Picture',
    mimeType: 'image/png',
    read: async () => ({ blob: png }),
  },
  {
    ...described,
    uri: watched,
    name: 'watched-resource',
    title: 'Watched',
    mimeType: 'text/plain',
    read: async () => 'Its changes are announced.',
  },
];

const template: ResourceTemplateDefinition<undefined> = {
  ...described,
  uriTemplate: 'test://template/{id}/data',
  name: 'template',
  title: 'Template',
  read: async ({ id }) => ({
    mimeType: 'application/json',
    text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
  }),
};

const definition: ServerDefinition<undefined> = {
  name: 'mcp-conformance',
  title: 'Conformance',
  version: '1.0.0',
  instructions: 'For the conformance suite.',
  tools: [...contentTools, ...talkingTools],
  resources,
  resourceTemplates: [template],
  prompts: fixturePrompts,
  connect: async () => connection,
};

const connection = {
  servicesFor: () => undefined,
  readiness: async () => ({}),
  close: async () => undefined,
};

/** The fixture of the conformance suite, with a way to change what clients watch. */
export interface FixtureProvider extends Provider {
  announce(announcement: Announcement): void;
}

/** Everything that the suite's scenarios ask of a server, on the same kit as the real servers. */
export function fixtureProvider(metrics: Metrics): FixtureProvider {
  const announcements = new EventEmitter<{ announcement: [Announcement] }>();
  const subscribed = new Set<string>();
  const wants = (announcement: Announcement) =>
    announcement.method !== 'notifications/resources/updated' || subscribed.has(announcement.params.uri);

  return {
    ...definitionProvider(definition, connection, silentLogger, metrics),
    announce: (announcement) => void announcements.emit('announcement', announcement),
    watch(_principal, announce) {
      const listener = (announcement: Announcement) => {
        if (wants(announcement)) announce(announcement);
      };
      announcements.on('announcement', listener);
      return () => void announcements.off('announcement', listener);
    },
    subscribe: ({ uri }) => void subscribed.add(uri),
    unsubscribe: ({ uri }) => void subscribed.delete(uri),
    setLogLevel: () => undefined,
  };
}
