import { httpLink } from '#adapters/mcp/http-link.ts';
import type { McpLink } from '#adapters/mcp/link.ts';
import { stdioLink } from '#adapters/mcp/stdio-link.ts';
import { tracedLink } from '#adapters/mcp/traced-link.ts';
import type { Principal } from '#identity/principal.ts';
import type { Tokens } from '#identity/tokens.ts';
import type { UpstreamSettings } from '../settings/gateway-settings.ts';

/**
 * The link to an upstream. The caller's own token is never forwarded: our servers get one that is minted for them
 * and for the principal of each request, foreign ones the gateway's own credentials.
 */
export function openLink(
  { name, target }: UpstreamSettings,
  { tokens, maxBytes }: { tokens: Pick<Tokens, 'mint'>; maxBytes: number },
): McpLink {
  if (target.kind === 'process') return tracedLink(stdioLink({ server: name, ...target, maxBytes }));
  const { url, mint, headers } = target;
  const credentials = mint
    ? async (principal: Principal) => ({ authorization: `Bearer ${await tokens.mint(principal, name)}` })
    : () => headers;
  return tracedLink(httpLink({ server: name, url, maxBytes, credentials }));
}
