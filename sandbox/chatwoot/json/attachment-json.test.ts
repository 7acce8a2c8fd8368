import { beforeEach, describe, expect, test } from 'vitest';
import { addMessage } from '../rules/add-message.ts';
import { contactOf, receiveMessage } from '../rules/receive-message.ts';
import { type Attachment, createWorld, type World } from '../world.ts';
import { filePath } from './attachment-json.ts';
import { eventJson } from './event-json.ts';
import { messageJson } from './message-json.ts';

const photo: Attachment = {
  id: 7,
  fileType: 'image',
  name: 'foto & caixa?.png',
  contentType: 'image/png',
  bytes: new Uint8Array(4),
};

let world: World;
beforeEach(() => {
  world = createWorld();
  world.url = 'http://127.0.0.1:3000';
});

function sendWith(attachments: Attachment[]) {
  const { conversation } = receiveMessage(world, contactOf(world, '+5511999990000'), 'oi');
  const sender = { kind: 'agent_bot' as const, id: world.bot.id };
  const message = addMessage(world, conversation, { type: 'outgoing', content: null, sender, attachments });
  return { conversation, message };
}

describe('a message with a file', () => {
  test('shows its kind, its size and where it is', () => {
    const { conversation, message } = sendWith([photo]);
    const url = 'http://127.0.0.1:3000/rails/active_storage/blobs/7/foto%20%26%20caixa%3F.png';
    expect(messageJson(world, conversation, message)).toMatchObject({
      content: null,
      attachments: [
        { id: 7, message_id: message.id, file_type: 'image', file_size: 4, data_url: url, thumb_url: url },
      ],
    });
  });

  test('tells the bot of it too', () => {
    const { conversation, message } = sendWith([{ ...photo, fileType: 'file' }]);
    expect(eventJson(world, { name: 'message_created', conversation, message })).toMatchObject({
      attachments: [{ id: 7, file_type: 'file', thumb_url: '' }],
    });
  });

  test('keeps the order of several', () => {
    const { conversation, message } = sendWith([photo, { ...photo, id: 8 }]);
    const { attachments } = messageJson(world, conversation, message) as { attachments?: { id: number }[] };
    expect(attachments?.map(({ id }) => id)).toEqual([7, 8]);
  });
});

test('a message without files has no such field', () => {
  const { conversation, message } = sendWith([]);
  expect(messageJson(world, conversation, message)).not.toHaveProperty('attachments');
});

test('a name cannot leave the folder of files', () => {
  expect(filePath({ ...photo, name: '../../api' })).toBe('/rails/active_storage/blobs/7/..%2F..%2Fapi');
});

test('a voice message tells its transcript, an empty one where nothing was understood', () => {
  const voice: Attachment = { ...photo, fileType: 'audio', transcript: 'vocês têm trena?' };
  const { conversation, message } = sendWith([voice, { ...photo, id: 8, fileType: 'audio' }]);
  expect(messageJson(world, conversation, message)).toMatchObject({
    attachments: [{ transcribed_text: 'vocês têm trena?' }, { transcribed_text: '' }],
  });
});

test('a customer sends a place, in reply to an earlier message', () => {
  const contact = contactOf(world, '+5511999990000');
  const place = { latitude: -23.55, longitude: -46.63, title: 'Casa' };
  const { conversation, message } = receiveMessage(world, contact, {
    attachments: [{ fileType: 'location', name: '', contentType: '', bytes: new Uint8Array(), place }],
    inReplyTo: 5,
  });
  expect(eventJson(world, { name: 'message_created', conversation, message })).toMatchObject({
    content: null,
    content_attributes: { in_reply_to: 5 },
    attachments: [
      {
        file_type: 'location',
        coordinates_lat: -23.55,
        coordinates_long: -46.63,
        fallback_title: 'Casa',
        data_url: null,
      },
    ],
  });
});
