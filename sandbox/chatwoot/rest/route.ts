import { NotFoundError } from '#errors/errors.ts';
import type { VersionProfile } from '../version-profile.ts';
import type { Conversation, Sender, World } from '../world.ts';

/** One endpoint of the REST API, as data. */
export interface Route {
  method: 'get' | 'post';
  /** Below `/api/v1/accounts/{account}`. */
  path: string;
  /** Whether a bot's token may call it: in every version, in later ones, or never. */
  bots: 'always' | 'later' | 'never';
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
}

/** The conversation that the path names. */
export function conversationOf({ world, params }: RestRequest): Conversation {
  const conversation = world.conversations.get(Number(params.conversation));
  if (!conversation) throw notFound();
  return conversation;
}

export const notFound = () => new NotFoundError('Resource could not be found');

/** The name that activity messages give to the caller. */
export function nameOf({ world, caller }: RestRequest): string {
  if (caller.kind === 'agent_bot') return world.bot.name;
  return world.agents.find(({ id }) => id === caller.id)?.name ?? 'sistema';
}

/** One page of a list; pages count from 1. */
export function pageOf<Item>(items: readonly Item[], page: string | undefined, size: number): Item[] {
  const number = Math.max(1, Number(page) || 1);
  return items.slice((number - 1) * size, number * size);
}
