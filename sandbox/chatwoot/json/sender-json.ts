import type { Agent, Sender, World } from '../world.ts';
import { embeddedContactJson, eventContactJson } from './contact-json.ts';

/** An agent as conversations and messages name it. */
export function embeddedAgentJson(agent: Agent) {
  return {
    id: agent.id,
    name: agent.name,
    available_name: agent.name,
    avatar_url: '',
    type: 'user',
    availability_status: 'online',
    thumbnail: '',
  };
}

/** An agent as the REST API shows it. */
export function agentJson(world: World, agent: Agent) {
  return {
    id: agent.id,
    account_id: world.account.id,
    availability_status: 'online',
    auto_offline: true,
    confirmed: true,
    email: agent.email,
    available_name: agent.name,
    name: agent.name,
    role: agent.role,
    thumbnail: '',
  };
}

/** Who wrote a message, inside that message. */
export function embeddedSenderJson(world: World, sender: Sender) {
  if (sender.kind === 'agent_bot') return { ...botOf(world, sender), avatar_url: '', type: 'agent_bot' };
  if (sender.kind === 'user') return embeddedAgentJson(agentOf(world, sender));
  return embeddedContactJson(contactOf(world, sender));
}

/** Who wrote a message, at the top of an event. */
export function eventSenderJson(world: World, sender: Sender) {
  if (sender.kind === 'agent_bot') return { ...botOf(world, sender), type: 'agent_bot' };
  if (sender.kind === 'contact') return eventContactJson(world, contactOf(world, sender));
  const { id, name, email } = agentOf(world, sender);
  return { id, name, email, type: 'user' };
}

function agentOf(world: World, sender: Sender): Agent {
  const agent = world.agents.find(({ id }) => id === sender.id);
  if (!agent) throw new Error(`there is no agent ${sender.id}`);
  return agent;
}

function botOf({ bots }: World, sender: Sender) {
  const bot = bots.find(({ id }) => id === sender.id);
  if (!bot) throw new Error(`there is no bot ${sender.id}`);
  return { id: bot.id, name: bot.name };
}

function contactOf(world: World, sender: Sender) {
  const contact = world.contacts.find(({ id }) => id === sender.id);
  if (!contact) throw new Error(`there is no contact ${sender.id}`);
  return contact;
}
