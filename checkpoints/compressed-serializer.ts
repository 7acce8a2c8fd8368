import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { SerializerProtocol } from '@langchain/langgraph-checkpoint';
import { CheckpointError } from './checkpoint-error.ts';
import { QuickSerializer } from './quick-serializer.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);
const mark = '+deflate';

export interface CompressionOptions {
  /** How values become bytes before. */
  inner?: SerializerProtocol;
  /** Smaller values stay as they are. 1,024 unless given. */
  thresholdBytes?: number;
  /** More than this is not unpacked, so that a forged value cannot fill the memory. 512 MiB unless given. */
  maximumBytes?: number;
}

/** A serializer that compresses large values, and reads values that were stored without it. */
export function compressedSerializer(options: CompressionOptions = {}): SerializerProtocol {
  const { inner = new QuickSerializer(), thresholdBytes = 1024, maximumBytes = 512 * 2 ** 20 } = options;
  return {
    async dumpsTyped(value: unknown) {
      const [type, bytes] = await inner.dumpsTyped(value);
      if (bytes.length < thresholdBytes) return [type, bytes];
      const packed = await deflate(bytes);
      return packed.length < bytes.length ? [type + mark, packed] : [type, bytes];
    },
    async loadsTyped(type: string, data: Uint8Array | string) {
      if (!type.endsWith(mark)) return inner.loadsTyped(type, data);
      const packed = typeof data === 'string' ? Buffer.from(data) : data;
      const unpacked = await inflate(packed, { maxOutputLength: maximumBytes }).catch(rejectDamaged);
      return inner.loadsTyped(type.slice(0, -mark.length), new Uint8Array(unpacked));
    },
  };
}

function rejectDamaged(cause: unknown): never {
  throw new CheckpointError('A compressed value is damaged or too large', {
    code: 'unreadable_value',
    retryable: false,
    written: 'no',
    cause,
  });
}
