import { isDeepStrictEqual } from 'node:util';
import { type Conversation, tell, type World } from '../world.ts';

type Updatable = Pick<Conversation, 'assignee' | 'team' | 'labels' | 'customAttributes'>;

/** Replaces attributes of a conversation and tells what changed; nothing is told when nothing did. */
export function updateConversation(
  world: World,
  conversation: Conversation,
  values: Partial<Updatable>,
): void {
  const before = toldAttributes(conversation);
  Object.assign(conversation, values);
  const after = toldAttributes(conversation);
  const changed = Object.entries(after)
    .filter(([name, value]) => !isDeepStrictEqual(value, before[name]))
    .map(([name, value]) => ({ [name]: { previous_value: before[name], current_value: value } }));
  if (changed.length === 0) return;
  conversation.updatedAt = new Date();
  tell(world, { name: 'conversation_updated', conversation, changed });
}

/** The attributes under Chatwoot's names for them. */
function toldAttributes({ assignee, team, labels, customAttributes }: Updatable): Record<string, unknown> {
  return {
    assignee_id: assignee?.id ?? null,
    team_id: team?.id ?? null,
    label_list: labels,
    custom_attributes: customAttributes,
  };
}
