import { z } from 'zod';
import { httpUrl, list, secret, signingSecret } from './kinds.ts';

export const securityVariables = {
  JWT_SECRET: signingSecret()
    .optional()
    .describe(
      'Signs and checks the tokens between the processes (HS256); production needs it or a key pair.',
    ),
  JWT_SECRET_PREVIOUS: signingSecret()
    .optional()
    .describe('The secret before it, still accepted while it is changed.'),
  JWT_PRIVATE_KEY: secret()
    .optional()
    .describe(
      'PEM of an EC (P-256) or RSA key instead of a secret; only the gateway and crews, which sign, need it.',
    ),
  JWT_PUBLIC_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('PEM of the public keys that verify; the old and the new one while they are changed.'),
  JWT_JWKS_URL: httpUrl()
    .optional()
    .describe('Address that lists the public keys (JWKS); https://, or a host of ALLOW_HTTP_HOSTS.'),
  JWT_ISSUER: z
    .string()
    .min(1)
    .max(200)
    .default('mcp-first')
    .describe(
      'Who makes the tokens (`iss`); an https:// address is told to clients as authorization server.',
    ),
  ALLOW_HTTP_HOSTS: list().describe(
    'Hosts that production may reach without TLS, separated by commas, for example odoo,redis.',
  ),
};
