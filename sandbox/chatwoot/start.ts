import { randomBytes } from 'node:crypto';
import express from 'express';
import { listen } from '#service/listen.ts';
import { type Logger, silentLogger } from '#telemetry/logger.ts';
import { type Faults, noFaults } from './faults.ts';
import { type ConversationView, viewOfCustomer } from './play/conversation-view.ts';
import { customerPhone } from './play/customer-phone.ts';
import { actAsOperator, type OperatorAction } from './play/operator-action.ts';
import { playApi } from './play/play-api.ts';
import type { Exchange } from './rest/exchange.ts';
import { restApi } from './rest/rest-api.ts';
import type { RestRequest } from './rest/route.ts';
import {
  type CustomerSending,
  contactOf,
  latestConversation,
  receiveMessage,
} from './rules/receive-message.ts';
import { type Version, versionProfiles } from './version-profile.ts';
import { chatwootTiming, type WebhookTiming } from './webhook/deliver-webhook.ts';
import { type BotSettings, notifyBot, type SentWebhook } from './webhook/notify-bot.ts';
import { createWorld, firstIdOfNow, type World } from './world.ts';

export interface SandboxChatwootOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Where the bot of the inbox is told of events. */
  webhookUrl?: string;
  webhookSecret?: string;
  /** Access tokens of an agent and of the bot; random ones by default. */
  userToken?: string;
  botToken?: string;
  /** Which Chatwoot to be like; 4.16 by default. */
  version?: Version;
  /** Where numbers begin; by default seconds since 2025, so that no two processes use the same. */
  firstId?: number;
  /** Chatwoot's own by default: 5 s, and 3 s between attempts. */
  webhookTiming?: WebhookTiming;
  logger?: Logger;
  /** Told of each REST request that was answered; for tests. */
  onExchange?: (exchange: Exchange) => void;
  /** Told of each webhook that was delivered or given up; for tests. */
  onWebhook?: (webhook: SentWebhook) => void;
}

export interface SandboxChatwoot {
  /** `http://host:port`; a person plays the customer at `/`. */
  url: string;
  accountId: number;
  inboxId: number;
  botId: number;
  /** Of an administrator. */
  userToken: string;
  /** Of an agent who is none. */
  agentToken: string;
  botToken: string;
  webhookSecret: string;
  faults: Faults;
  setWebhookUrl(url: string | undefined): void;
  /** Plays one customer of the WhatsApp inbox. */
  customer(phone: string, name?: string): SandboxCustomer;
  /** Resolves when no webhook is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface SandboxCustomer {
  /** Sends a message, as from the customer's phone. */
  write(sending: string | CustomerSending): { conversationId: number; messageId: number };
  /** The latest conversation; undefined before the first message. */
  conversation(): ConversationView | undefined;
  /** Acts in the latest conversation as a human agent would. */
  operator(action: OperatorAction): void;
  /** Makes all that was written so many hours older. */
  letTimePass(hours: number): void;
}

/** A Chatwoot with one WhatsApp inbox and one bot, over its real protocols, in this process's memory. */
export async function startSandboxChatwoot(options: SandboxChatwootOptions = {}): Promise<SandboxChatwoot> {
  const { host = '127.0.0.1', port = 0, logger = silentLogger } = options;
  const world = createWorld(options.firstId ?? firstIdOfNow());
  const faults = noFaults();
  const profile = versionProfiles[options.version ?? '4.16'];
  world.bot.outgoingUrl = options.webhookUrl;
  world.bot.secret = options.webhookSecret ?? world.bot.secret;
  world.bot.accessToken = options.botToken ?? world.bot.accessToken;
  const { userToken = randomToken() } = options;
  const agentToken = randomToken();
  const callers = new Map<string, RestRequest['caller']>([
    [userToken, { kind: 'user', id: 1 }],
    [agentToken, { kind: 'user', id: 5 }],
  ]);

  const bot: BotSettings = {
    profile,
    timing: options.webhookTiming ?? chatwootTiming,
    faults,
    logger,
    onWebhook: options.onWebhook,
  };
  const notifier = notifyBot(world, bot);
  const play = playApi(world, host);
  const app = express();
  app.disable('x-powered-by');
  app.use(restApi({ world, profile, faults, callers, onExchange: options.onExchange }));
  app.use(play.router);
  const listening = await listen(app, { host, port, name: 'sandbox-chatwoot' });
  world.url = listening.url;

  return {
    url: listening.url,
    accountId: world.account.id,
    inboxId: world.inbox.id,
    botId: world.bot.id,
    userToken,
    agentToken,
    botToken: world.bot.accessToken,
    webhookSecret: world.bot.secret,
    faults,
    setWebhookUrl: (url) => {
      world.bot.outgoingUrl = url;
    },
    customer: (phone, name) => sandboxCustomer(world, customerPhone(phone), name),
    settled: notifier.settled,
    async close() {
      play.close();
      await notifier.stop();
      await listening.close(0);
    },
  };
}

/** As long as Chatwoot's own access tokens. */
const randomToken = () => randomBytes(18).toString('base64url');

function sandboxCustomer(world: World, phone: string, name: string | undefined): SandboxCustomer {
  const latest = () => {
    const conversation = latestConversation(world, contactOf(world, phone));
    if (!conversation) throw new Error(`${phone} has not written yet`);
    return conversation;
  };
  return {
    write(sending) {
      const { conversation, message } = receiveMessage(world, contactOf(world, phone, name), sending);
      return { conversationId: conversation.id, messageId: message.id };
    },
    conversation: () => viewOfCustomer(world, phone),
    operator: (action) => actAsOperator(world, latest(), action),
    letTimePass(hours) {
      const ms = hours * 60 * 60 * 1_000;
      for (const message of latest().messages) message.createdAt = new Date(message.createdAt.getTime() - ms);
    },
  };
}
