import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import manifest from '#package.json' with { type: 'json' };
import type { Answer, Route } from './route.ts';
import { problemSchema } from './schemas/problem-schema.ts';

const description = `Crews of AI agents as LangGraph graphs. A run is one way of a graph over a thread; a thread keeps
the state from run to run; an interrupt is a question that a run ends with, answered by the next run. Every run can be
read, followed and cancelled on any replica, and goes on when its own dies.`;

/** The API as an OpenAPI 3.1 document, made of what the routes themselves check. */
export function openApiOf(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'MCP First: crews', version: manifest.version, description },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Audience `crews`.' },
      },
    },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { operation, tag, summary, description, scope, params, query, headers, body, answers } = route;
  const scopeNote = scope ? `Needs the scope \`${scope}\`.` : 'Any valid token serves.';
  return {
    operationId: operation,
    tags: [tag],
    summary,
    description: [description, scopeNote].filter(Boolean).join('\n\n'),
    security: [{ token: scope ? [scope] : [] }],
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(headers instanceof z.ZodObject ? { header: headers } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      default: {
        description: 'What went wrong, and what to do about it (RFC 9457).',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}

function responseOf({ description, content }: Answer) {
  if (!content) return { description };
  const schemas = Object.entries(content).map(([type, schema]) => [type, { schema }]);
  return { description, content: Object.fromEntries(schemas) };
}
