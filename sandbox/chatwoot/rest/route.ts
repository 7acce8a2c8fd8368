import { AccessError, NotFoundError } from '#errors/errors.ts';
import type { VersionProfile } from '../version-profile.ts';
import type { Contact, Conversation, Sender, World } from '../world.ts';
import type { FormFile } from './read-form.ts';

/** One endpoint of the REST API, as data. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'patch';
  /** Below `/api/v1/accounts/{account}`. */
  path: string;
  /** Whether a bot's token may call it: in every version, from a version such as `4.12` on, or never. */
  bots: 'always' | 'never' | `${number}.${number}`;
  /** The JSON of the answer; undefined for an empty one. Throws NotFoundError (404) or InputError (422). */
  answer(request: RestRequest): unknown;
}

export interface RestRequest {
  world: World;
  profile: VersionProfile;
  /** Whose token was sent. */
  caller: Sender & { kind: 'user' | 'agent_bot' };
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown>;
  /** Of a form with files. */
  files: FormFile[];
}

/** The conversation that the path names. */
export function conversationOf({ world, params }: RestRequest): Conversation {
  const conversation = world.conversations.get(Number(params.conversation));
  if (!conversation) throw notFound();
  return conversation;
}

/** The contact that the path names. */
export function contactOf({ world, params }: RestRequest): Contact {
  const contact = world.contacts.find(({ id }) => id === Number(params.contact));
  if (!contact) throw notFound();
  return contact;
}

export const notFound = () => new NotFoundError('Resource could not be found');

/** @throws AccessError for anybody but an administrator, as Chatwoot's policies do. */
export function requireAdministrator({ world, caller }: RestRequest): void {
  const agent = caller.kind === 'user' && world.agents.find(({ id }) => id === caller.id);
  const isAdministrator = agent !== false && agent?.role === 'administrator';
  if (!isAdministrator) throw new AccessError('You are not authorized to do this action');
}

/** The name that activity messages give to the caller. */
export function nameOf({ world, caller }: RestRequest): string {
  const callers = caller.kind === 'agent_bot' ? world.bots : world.agents;
  return callers.find(({ id }) => id === caller.id)?.name ?? 'sistema';
}

/** The object under a name; an empty one for anything else. */
export function objectOf(value: unknown): Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : {};
}

/** One page of a list; pages count from 1. */
export function pageOf<Item>(items: readonly Item[], page: string | undefined, size: number): Item[] {
  const number = Math.max(1, Number(page) || 1);
  return items.slice((number - 1) * size, number * size);
}
