import type { Config } from '#config/load-config.ts';
import { startSandboxChatwoot } from '#sandbox/chatwoot/start.ts';
import { startSandboxOdoo } from '#sandbox/odoo/start.ts';
import { demoPolicy } from '#sandbox/openai/demo-policy/demo-policy.ts';
import { startSandboxOpenAi } from '#sandbox/openai/start-sandbox-openai.ts';
import { startSandboxQdrant } from '#sandbox/qdrant/start.ts';
import type { Logger } from '#telemetry/logger.ts';

/** The stand-ins of `npm run sandbox`. */
export interface Sandbox {
  /** `odoo`, `qdrant`, `chatwoot`, `model` → address. */
  urls: Record<string, string>;
  close(): Promise<void>;
}

/**
 * Starts every stand-in on its configured port. Keys and tokens that are configured are theirs too, so that
 * processes with the same settings can log in; the webhook goes to `CREWS_URL`.
 *
 * @throws Error with code EADDRINUSE when a port is taken.
 */
export async function startSandbox(config: Config, logger: Logger): Promise<Sandbox> {
  const { HOST: host } = config;
  const started: { url: string; close(): Promise<void> }[] = [];
  const keep = <Running extends (typeof started)[number]>(running: Running) => {
    started.push(running);
    return running;
  };
  const close = async () => {
    await Promise.all(started.map((each) => each.close()));
  };
  try {
    const odoo = keep(
      await startSandboxOdoo({
        host,
        port: config.PORT_SANDBOX_ODOO,
        ...(config.ODOO_API_KEY && { apiKey: config.ODOO_API_KEY }),
        logger,
      }),
    );
    const qdrant = keep(
      await startSandboxQdrant({
        host,
        port: config.PORT_SANDBOX_QDRANT,
        ...(config.QDRANT_API_KEY && { apiKey: config.QDRANT_API_KEY }),
        logger,
      }),
    );
    const chatwoot = keep(
      await startSandboxChatwoot({
        host,
        port: config.PORT_SANDBOX_CHATWOOT,
        webhookUrl: `${config.CREWS_URL}/chatwoot/${config.TENANT}/${config.CHATWOOT_WEBHOOK_TOKEN}`,
        ...(config.CHATWOOT_WEBHOOK_SECRET && { webhookSecret: config.CHATWOOT_WEBHOOK_SECRET }),
        ...(config.CHATWOOT_API_KEY && { userToken: config.CHATWOOT_API_KEY }),
        ...(config.CHATWOOT_BOT_TOKEN && { botToken: config.CHATWOOT_BOT_TOKEN }),
        logger,
      }),
    );
    const model = keep(
      await startSandboxOpenAi({
        host,
        port: config.PORT_SANDBOX_MODEL,
        policy: demoPolicy,
        ...(config.OPENAI_API_KEY && { apiKey: config.OPENAI_API_KEY }),
        logger,
      }),
    );
    return {
      urls: { odoo: odoo.url, qdrant: qdrant.url, chatwoot: chatwoot.url, model: model.url },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
