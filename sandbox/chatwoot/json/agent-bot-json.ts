import { isSince } from '../version-profile.ts';
import type { AgentBot, World } from '../world.ts';

/** A bot as administrators see it; the secret came with the versions that sign bot events. */
export function agentBotJson(world: World, bot: AgentBot, version: string) {
  const { id, name, description, outgoingUrl, accessToken, secret } = bot;
  return {
    id,
    name,
    description,
    thumbnail: '',
    outgoing_url: outgoingUrl ?? '',
    bot_type: 'webhook',
    bot_config: {},
    account_id: world.account.id,
    access_token: accessToken,
    system_bot: false,
    ...(isSince(version, '4.13') ? { secret } : {}),
  };
}
