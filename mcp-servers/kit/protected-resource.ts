import { type Request, Router } from 'express';
import type { Provider } from './provider.ts';
import { scopeKey } from './tool-catalogue.ts';

const metadataPath = '/.well-known/oauth-protected-resource';

/**
 * What a client must know to get a token for this server (RFC 9728). It stands at both places where clients look:
 * that of the server, and that of its address `/mcp`.
 *
 * @param issuer told as authorization server where it is an address.
 */
export function protectedResource(provider: Provider, issuer: string): Router {
  const servers = /^https?:\/\//.test(issuer) ? { authorization_servers: [issuer] } : {};
  const router = Router();
  router.get([metadataPath, `${metadataPath}/mcp`], async (request, response) => {
    response.setHeader('Cache-Control', 'no-store'); // it depends on the Host of the request
    response.json({
      resource: `${originOf(request)}/mcp`,
      resource_name: provider.title,
      ...servers,
      scopes_supported: await scopesOf(provider),
      bearer_methods_supported: ['header'],
    });
  });
  return router;
}

/** The `WWW-Authenticate` of a refusal (RFC 6750): without an error where there was no token at all. */
export function challenge(
  request: Request,
  refusal: { error?: 'invalid_token' | 'insufficient_scope'; scope?: string } = {},
): string {
  const parameters = { ...refusal, resource_metadata: `${originOf(request)}${metadataPath}/mcp` };
  return `Bearer ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}

/** As the client sees it; the Host was checked before. A proxy that ends TLS says so in the header. */
function originOf(request: Request): string {
  const protocol = request.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return `${protocol}://${request.get('host')}`;
}

async function scopesOf(provider: Provider): Promise<string[]> {
  const tools = await provider.listTools({ subject: 'anonymous', tenant: 'none', scopes: ['*'] });
  const scopes = tools.map((tool) => tool._meta?.[scopeKey]).filter((scope) => typeof scope === 'string');
  return [...new Set(scopes)].sort();
}
