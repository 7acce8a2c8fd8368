import type { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';
import type { CrewsServices } from './services.ts';

/** What goes back: JSON, another text, or events as they come. */
export type Reply = {
  status: number;
  headers?: Record<string, string>;
} & ({ json: unknown } | { text: string; type: string } | { events: AsyncIterable<ServerSentEvent> });

/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  id?: string;
  event: string;
  /** One line: JSON. */
  data: string;
}

export interface Answer {
  description: string;
  /** By media type; an empty answer has none. */
  content?: Record<string, z.ZodType>;
}

/** A request as it came in. */
export interface RawRequest {
  params: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
  principal: Principal;
  /** Aborts when the caller is gone. */
  gone: AbortSignal;
  /** The first of the media types that the caller accepts best. */
  accepts(types: string[]): string | undefined;
}

export type Checked<Params, Query, Headers, Body> = Pick<RawRequest, 'principal' | 'gone' | 'accepts'> & {
  params: Params;
  query: Query;
  headers: Headers;
  body: Body;
};

interface RouteFacts {
  /** The operation's id in OpenAPI. */
  operation: string;
  method: 'get' | 'post' | 'delete';
  /** As OpenAPI writes it: `/runs/{id}`. */
  path: string;
  tag: 'Graphs' | 'Runs' | 'Threads' | 'Approvals' | 'Memory';
  summary: string;
  description?: string;
  /** What the token must have; without it any valid token serves. */
  scope?: string;
  /** What a right body looks like, as the fix of a wrong one. */
  hint?: string;
  /** By status; what every route can answer besides is told once. */
  answers: Record<number, Answer>;
}

interface RouteSchemas<Params, Query, Headers, Body> {
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  /** By name in small letters. */
  headers?: z.ZodType<Headers>;
  body?: z.ZodType<Body>;
}

/** A route as data: what OpenAPI says of it, and how it answers. */
export interface Route extends RouteFacts, RouteSchemas<unknown, unknown, unknown, unknown> {
  /** @throws InputError for a request that does not fit the schemas. */
  answer(request: RawRequest, services: CrewsServices): Promise<Reply> | Reply;
}

/** Describes one operation; what `handle` gets has been checked. */
export function defineRoute<Params = undefined, Query = undefined, Headers = undefined, Body = undefined>(
  route: RouteFacts &
    RouteSchemas<Params, Query, Headers, Body> & {
      handle(request: Checked<Params, Query, Headers, Body>, services: CrewsServices): Promise<Reply> | Reply;
    },
): Route {
  const { handle, ...described } = route;
  const { params, query, headers, body, hint } = described;
  return {
    ...described,
    answer(request, services) {
      const { principal, gone, accepts } = request;
      return handle(
        {
          principal,
          gone,
          accepts,
          // A part without a schema is undefined, as its type says.
          params: checked('address', params, request.params) as Params,
          query: checked('query', query, request.query) as Query,
          headers: checked('headers', headers, request.headers) as Headers,
          body: checked('body', body, request.body, hint) as Body,
        },
        services,
      );
    },
  };
}

function checked<Value>(
  what: string,
  schema: z.ZodType<Value> | undefined,
  value: unknown,
  hint?: string,
): Value | undefined {
  return schema && check(schema, value, { what, hint });
}

/** @throws InputError that says what is wrong with the value, and what would be right. */
export function check<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  { what, hint }: { what: string; hint?: string | undefined },
): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 4)
    .map(({ path, message }) => `${path.join('.') || what}: ${message}`);
  throw new InputError(`The ${what} is wrong. ${problems.join('; ')}`, {
    fix: hint ?? 'Send what /openapi.json describes for this operation.',
  });
}
