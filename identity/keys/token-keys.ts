import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { errors, type JWSHeaderParameters, type JWTVerifyGetKey } from 'jose';
import { ConfigError } from '#errors/errors.ts';
import { readPrivateKey, readPublicKeys } from './read-pem.ts';
import { remoteKeys } from './remote-keys.ts';

export type TokenAlgorithm = 'HS256' | 'ES256' | 'RS256';

/** Where the keys of tokens come from: one secret for all processes, or pairs whose public half verifies. */
export interface KeySettings {
  /** Signs and verifies (HS256). */
  secret?: string | undefined;
  /** The secret before it, which still verifies. */
  previousSecret?: string | undefined;
  /** PEM of an EC key on P-256 (ES256) or an RSA key (RS256). Processes that only verify need none. */
  privateKey?: string | undefined;
  /** PEM of one or more public keys, one after the other: while keys change, the old and the new one. */
  publicKeys?: string | undefined;
  /** An address that lists public keys; https, or loopback. */
  jwksUrl?: string | undefined;
  /** Hosts whose address may be plain http. */
  httpHosts?: readonly string[] | undefined;
}

export interface TokenKey {
  /** The name of the key in a token's header. */
  id: string;
  algorithm: TokenAlgorithm;
  key: KeyObject;
}

export interface TokenKeys {
  /** Undefined where this process can only verify. */
  signing: TokenKey | undefined;
  /** The only algorithms that are accepted. */
  algorithms: TokenAlgorithm[];
  /** The key that a token's header names. */
  find: JWTVerifyGetKey;
}

/** @throws ConfigError for keys that cannot be used; undefined where there are none. */
export function tokenKeys(settings: KeySettings): TokenKeys | undefined {
  const { secret, previousSecret, privateKey, publicKeys, jwksUrl } = settings;
  const isPair = [privateKey, publicKeys, jwksUrl].some((value) => value !== undefined);
  if (secret && isPair) {
    throw new ConfigError('There is both a secret and a key pair for tokens.', {
      fix: 'Set either JWT_SECRET, or JWT_PRIVATE_KEY, JWT_PUBLIC_KEY and JWT_JWKS_URL.',
    });
  }
  if (secret) return keysOfSecrets(previousSecret ? [secret, previousSecret] : [secret]);
  if (!isPair) return undefined;

  const signing = privateKey === undefined ? undefined : readPrivateKey(privateKey);
  const own = [
    ...(signing ? [signing.publicKey] : []),
    ...(publicKeys === undefined ? [] : readPublicKeys(publicKeys)),
  ];
  const remote = jwksUrl === undefined ? undefined : remoteKeys(jwksUrl, settings.httpHosts);
  return {
    signing: signing?.signingKey,
    algorithms: remote ? ['ES256', 'RS256'] : [...new Set(own.map(({ algorithm }) => algorithm))],
    find: async (header, token) => {
      if (remote && !own.some(({ id }) => id === header.kid)) return remote(header, token);
      return findAmong(own, header);
    },
  };
}

/**
 * A header without `kid` means the first key. A key serves its own algorithm alone, so that no public key can be
 * taken for a secret.
 */
function findAmong(keys: readonly TokenKey[], { kid, alg }: JWSHeaderParameters): KeyObject {
  const key = kid === undefined ? keys[0] : keys.find(({ id }) => id === kid);
  if (!key) throw new errors.JWKSNoMatchingKey();
  if (key.algorithm !== alg) throw new errors.JOSEAlgNotAllowed('the key is for another algorithm');
  return key.key;
}

/** The first secret signs; all of them verify. */
export function keysOfSecrets(secrets: readonly string[]): TokenKeys {
  const keys = secrets.map(secretKey);
  return { signing: keys[0], algorithms: ['HS256'], find: async (header) => findAmong(keys, header) };
}

/** Its id tells no more of the secret than any token that it signed does. */
function secretKey(secret: string): TokenKey {
  const key = createSecretKey(Buffer.from(secret, 'utf8'));
  const id = createHmac('sha256', key).update('key id').digest('base64url').slice(0, 16);
  return { id, algorithm: 'HS256', key };
}
