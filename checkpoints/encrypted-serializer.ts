import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';
import { QuickSerializer } from './quick-serializer.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const mark = '+aes:';

/** Keys of 32 bytes by id; an id is of letters, digits, `_`, `-` and `.`, and stands beside each value. */
export type EncryptionKeys = Readonly<Record<string, Uint8Array>>;

export interface EncryptionOptions {
  /** The key that encrypts, and older ones that still decrypt. */
  keys: EncryptionKeys;
  /** The id of the key that encrypts. */
  activeKey: string;
  /** How values become bytes before. */
  inner?: SerializerProtocol;
  /** Whether values that were stored before there was encryption may be read; not unless given. */
  readPlain?: boolean;
}

/**
 * A serializer that encrypts every value with AES-256-GCM. Ids, channel names and versions stay readable, for
 * Redis works with them. To rotate, add a key and make it the active one; drop the old one when its values are
 * gone. A `CheckpointError` says when a key is wrong (`invalid_key`) or a value cannot be decrypted
 * (`unreadable_value`).
 */
export function encryptedSerializer(options: EncryptionOptions): SerializerProtocol {
  const { inner = new QuickSerializer(), activeKey, readPlain = false } = options;
  const keys = new Map(Object.entries(options.keys).map(([id, key]) => [id, toKey(id, key)]));
  const active = keys.get(activeKey);
  if (!active) throw invalidKey(`there is no key "${activeKey}"`);

  return {
    async dumpsTyped(value: unknown) {
      const [type, bytes] = await inner.dumpsTyped(value);
      const sealedType = `${type}${mark}${activeKey}`;
      return [sealedType, encrypt(active, sealedType, bytes)];
    },
    async loadsTyped(type: string, data: Uint8Array | string) {
      const at = type.lastIndexOf(mark);
      if (at < 0) {
        if (readPlain) return inner.loadsTyped(type, data);
        throw unreadable('is not encrypted', 'Set readPlain to read what was stored before.');
      }
      const id = type.slice(at + mark.length);
      const key = keys.get(id);
      if (!key) throw unreadable(`was encrypted with the key "${id}"`, 'Add that key to the keys.');
      const sealed = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
      return inner.loadsTyped(type.slice(0, at), new Uint8Array(decrypt(key, type, sealed)));
    },
  };
}

/** Reads keys from text such as `2026:<base64 of 32 bytes>,2025:<…>`, as a variable or a file holds them. */
export function parseEncryptionKeys(text: string): Pick<EncryptionOptions, 'keys' | 'activeKey'> {
  const pairs = text
    .split(/[\s,]+/)
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [id = '', encoded] = pair.split(':', 2);
      if (encoded === undefined) throw invalidKey('expected "id:base64" pairs, the active one first');
      return [id, new Uint8Array(Buffer.from(encoded, 'base64'))] as const;
    });
  const [activeKey] = pairs[0] ?? [];
  if (activeKey === undefined) throw invalidKey('there is none');
  return { keys: Object.fromEntries(pairs), activeKey };
}

function encrypt(key: KeyObject, type: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce);
  cipher.setAAD(Buffer.from(type));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function decrypt(key: KeyObject, type: string, data: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv(algorithm, key, data.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(type));
    decipher.setAuthTag(data.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(data.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch (error) {
    throw unreadable(
      'was changed, or its key is another one',
      'Check the keys and where the data came from.',
      error,
    );
  }
}

function toKey(id: string, key: Uint8Array): KeyObject {
  if (!/^[\w.-]+$/.test(id)) throw invalidKey(`"${id}" is no id of a key`);
  if (key.length !== 32) throw invalidKey(`the key "${id}" has ${key.length} bytes, not 32`);
  return createSecretKey(key);
}

function invalidKey(problem: string): CheckpointError {
  return new CheckpointError(`Encryption keys: ${problem}`, {
    code: 'invalid_key',
    retryable: false,
    written: 'no',
    fix: 'Make one with: openssl rand -base64 32',
  });
}

function unreadable(problem: string, fix: string, cause?: unknown): CheckpointError {
  return new CheckpointError(`A stored value ${problem}`, {
    code: 'unreadable_value',
    retryable: false,
    written: 'no',
    fix,
    cause,
  });
}
