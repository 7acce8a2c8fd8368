import { InMemoryStore } from '@langchain/langgraph-checkpoint';
import { beforeEach, expect, test } from 'vitest';
import { noteTranscripts, withLateTranscripts } from './late-transcripts.ts';
import { textOf } from './message-text.ts';
import { customerMessageSchema } from './queued-message.ts';

const place = { tenant: 'main', threadId: 't' };
let store: InMemoryStore;
beforeEach(() => {
  store = new InMemoryStore();
});

const message = (messageId: number, attachments: object[]) =>
  customerMessageSchema.parse({
    accountId: 1,
    conversationId: 2,
    messageId,
    contact: { id: 4, name: null, phone: null, email: null },
    channel: null,
    content: null,
    attachments,
  });
const audio = { type: 'audio', dataUrl: 'http://chat.example/a.ogg' };
const { signal } = new AbortController();
const read = async (messages: ReturnType<typeof message>[], waitMs = 2_000, at = place) =>
  textOf(await withLateTranscripts(messages, { store, place: at, waitMs, signal }));

test('a transcript that came before the turn is taken at once', async () => {
  await noteTranscripts(store, place, { messageId: 31, transcripts: ['quero dois'] });
  const before = performance.now();
  expect(await read([message(31, [audio])])).toBe('quero dois');
  expect(performance.now() - before).toBeLessThan(200);
});

test('one that comes during the turn is waited for', async () => {
  setTimeout(() => noteTranscripts(store, place, { messageId: 31, transcripts: [null, 'martelos'] }), 300);
  expect(await read([message(31, [{ type: 'image' }, audio])])).toBe('[imagem]\nmartelos');
});

test('one that never comes is waited for no longer than the bound', async () => {
  const before = performance.now();
  expect(await read([message(31, [audio])], 300)).toBe('[áudio sem transcrição]');
  expect(performance.now() - before).toBeLessThan(1_500);
});

test('nothing is waited for where nothing is missing, and with a bound of 0', async () => {
  const before = performance.now();
  await read([message(31, [{ ...audio, transcribedText: 'oi' }, { type: 'image' }])], 60_000);
  await read([message(31, [audio])], 0);
  expect(performance.now() - before).toBeLessThan(200);
});

test('those of several messages do not mix, nor those of other conversations', async () => {
  await noteTranscripts(store, place, { messageId: 31, transcripts: ['um'] });
  await noteTranscripts(store, place, { messageId: 32, transcripts: ['dois'] });
  expect(await read([message(32, [audio]), message(31, [audio])])).toBe('dois\num');
  expect(await read([message(31, [audio])], 0, { ...place, threadId: 'other' })).toBe(
    '[áudio sem transcrição]',
  );
});

test('no more than the newest are kept', async () => {
  for (let messageId = 1; messageId <= 25; messageId += 1) {
    await noteTranscripts(store, place, { messageId, transcripts: ['oi'] });
  }
  expect(await read([message(5, [audio])], 0)).toBe('[áudio sem transcrição]');
  expect(await read([message(6, [audio])], 0)).toBe('oi');
});

test('a turn that ends meanwhile waits no more', async () => {
  const ending = AbortSignal.timeout(100);
  const waiting = withLateTranscripts([message(31, [audio])], {
    store,
    place,
    waitMs: 60_000,
    signal: ending,
  });
  await expect(waiting).rejects.toThrow();
});
