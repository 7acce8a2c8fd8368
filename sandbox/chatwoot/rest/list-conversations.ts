import { conversationJson } from '../json/conversation-json.ts';
import { pageOf, type Route } from './route.ts';

const pageSize = 25;

/** Newest activity first; only open ones unless a status (or `all`) is asked for. Labels: all of those given. */
export const listConversations: Route = {
  method: 'get',
  path: '/conversations',
  bots: 'never',
  answer({ world, query }) {
    const status = query.status ?? 'open';
    const found = [...world.conversations.values()]
      .filter((conversation) => status === 'all' || conversation.status === status)
      .filter(({ team }) => !query.team_id || team?.id === Number(query.team_id))
      .filter(() => !query.inbox_id || world.inbox.id === Number(query.inbox_id))
      .filter(({ assignee }) => query.assignee_type !== 'unassigned' || !assignee)
      .filter(({ labels }) => !query['labels[]'] || labels.includes(query['labels[]']))
      .sort((one, other) => other.lastActivityAt.getTime() - one.lastActivityAt.getTime());
    const assigned = found.filter(({ assignee }) => assignee).length;
    return {
      data: {
        meta: {
          mine_count: 0,
          assigned_count: assigned,
          unassigned_count: found.length - assigned,
          all_count: found.length,
        },
        payload: pageOf(found, query.page, pageSize).map((conversation) =>
          conversationJson(world, conversation),
        ),
      },
    };
  },
};
