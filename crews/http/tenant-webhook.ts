import type { RequestHandler } from 'express';
import type { Config } from '#config/load-config.ts';
import type { Tenants } from '#config/tenants/tenants.ts';
import { AccessError } from '#errors/errors.ts';
import { principalOf } from '#service/authenticate.ts';
import type { InboundSettings } from '../bot/inbound.ts';

/** Where Chatwoot tells of a tenant's conversations. */
export interface TenantWebhook
  extends Pick<InboundSettings, 'tenant' | 'botId' | 'writesAsBot' | 'acceptedEmails'> {
  /** The last part of the address; never empty. */
  token: string;
  /** Without it the address' token alone is trusted, as older versions of Chatwoot do not sign. */
  secret: string | undefined;
  /** Of a webhook of the account or the inbox, which tells of typing as agent bots are not told. */
  accountSecret: string | undefined;
}

/** Undefined for a tenant that is not known or has none. */
export function tenantWebhook(tenants: Tenants, tenant: string): TenantWebhook | undefined {
  const config = knownConfig(tenants, tenant);
  if (!config?.CHATWOOT_WEBHOOK_TOKEN) return undefined;
  return {
    tenant,
    token: config.CHATWOOT_WEBHOOK_TOKEN,
    secret: config.CHATWOOT_WEBHOOK_SECRET,
    accountSecret: config.CHATWOOT_ACCOUNT_WEBHOOK_SECRET,
    botId: config.CHATWOOT_BOT_ID,
    writesAsBot: config.CHATWOOT_BOT_TOKEN !== undefined,
    acceptedEmails: config.CHATWOOT_VERIFIED_EMAILS,
  };
}

/** Refuses callers of a tenant that is not configured, before they can leave anything behind. */
export function requireTenant(tenants: Tenants): RequestHandler {
  return (_request, response, next) => {
    tenants.configOf(principalOf(response).tenant);
    next();
  };
}

function knownConfig(tenants: Tenants, tenant: string): Config | undefined {
  try {
    return tenants.configOf(tenant);
  } catch (error) {
    if (error instanceof AccessError) return undefined; // like an address that does not exist
    throw error;
  }
}
