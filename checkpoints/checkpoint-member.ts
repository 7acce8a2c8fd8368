import type { Checkpoint } from '@langchain/langgraph-checkpoint';
import { decodeName, decodeVersion, nullMark } from './names.ts';
import { splitAtNul } from './split-at-nul.ts';

/** The parts of a checkpoint's member; see `lua/common.lua`. */
export function decodeHead(member: Buffer) {
  const { parts, rest: metadata } = splitAtNul(member, 6);
  const [namespace = '', id = '', parent = '', v, versions = '', rest = '[]'] = parts;
  return {
    namespace: decodeName(namespace),
    id: decodeName(id),
    parentId: decodeName(parent),
    v: Number(v),
    versions: decodeVersions(versions),
    nullChannels: nullChannelsOf(versions),
    rest: decodeRest(rest),
    metadata,
  };
}

function decodeRest(rest: string): Pick<Checkpoint, 'ts' | 'versions_seen'> {
  const [ts, versions_seen, others] = JSON.parse(rest) as [string, Checkpoint['versions_seen'], object?];
  return { ts, versions_seen, ...others };
}

function decodeVersions(encoded: string): Record<string, number | string> {
  return Object.fromEntries(
    splitVersions(encoded).map(({ channel, version }) => [
      channel,
      decodeVersion(version.endsWith(nullMark) ? version.slice(0, -nullMark.length) : version),
    ]),
  );
}

function nullChannelsOf(encoded: string): string[] {
  const marked = splitVersions(encoded).filter(({ version }) => version.endsWith(nullMark));
  return marked.map(({ channel }) => channel);
}

function splitVersions(encoded: string): { channel: string; version: string }[] {
  if (encoded === '') return [];
  return encoded.split(',').map((pair) => {
    const [channel = '', version = ''] = pair.split('=');
    return { channel: decodeName(channel), version };
  });
}
