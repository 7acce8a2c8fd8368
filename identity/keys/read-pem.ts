import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ConfigError } from '#errors/errors.ts';
import type { TokenKey } from './token-keys.ts';

const leastRsaBits = 2_048; // RFC 7518, 3.3

/**
 * The key that signs, and the public one that belongs to it.
 *
 * @throws ConfigError when it is no private key of a kind that is used here; its text is never shown.
 */
export function readPrivateKey(pem: string): { signingKey: TokenKey; publicKey: TokenKey } {
  const privateKey = parse('JWT_PRIVATE_KEY', () => createPrivateKey(pem));
  const publicKey = describe('JWT_PRIVATE_KEY', createPublicKey(privateKey));
  return { signingKey: { ...publicKey, key: privateKey }, publicKey };
}

/** @throws ConfigError when there is none, or one of them is of another kind. */
export function readPublicKeys(pem: string): TokenKey[] {
  // A private key would be read too, and then lie about in processes that must not have it.
  const blocks = pem.match(/-----BEGIN (RSA )?PUBLIC KEY-----[\s\S]+?-----END (RSA )?PUBLIC KEY-----/g) ?? [];
  if (blocks.length === 0) throw unreadable('JWT_PUBLIC_KEY');
  return blocks.map((block) =>
    describe(
      'JWT_PUBLIC_KEY',
      parse('JWT_PUBLIC_KEY', () => createPublicKey(block)),
    ),
  );
}

function parse(variable: string, read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw unreadable(variable); // without the cause, which can show parts of the key
  }
}

function unreadable(variable: string): ConfigError {
  return new ConfigError(`${variable} is not a key in PEM form.`, {
    fix: 'Make a pair with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` and `openssl pkey -pubout`.',
  });
}

/** The id is the key's thumbprint (RFC 7638), so that nobody has to name keys. */
function describe(variable: string, key: KeyObject): TokenKey {
  const { kty, crv, x, y, e, n } = key.export({ format: 'jwk' });
  const thumbprint = (members: object) =>
    createHash('sha256').update(JSON.stringify(members)).digest('base64url');
  if (kty === 'EC' && crv === 'P-256') return { id: thumbprint({ crv, kty, x, y }), algorithm: 'ES256', key };
  if (kty === 'RSA' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= leastRsaBits)
    return { id: thumbprint({ e, kty, n }), algorithm: 'RS256', key };
  throw new ConfigError(`${variable} is of a kind that is not used for tokens.`, {
    fix: `Use an EC key on the curve P-256, or an RSA key of at least ${leastRsaBits} bits.`,
  });
}
