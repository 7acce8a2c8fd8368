import { InputError } from '#errors/errors.ts';
import { messageJson } from '../json/message-json.ts';
import { addMessage } from '../rules/add-message.ts';
import { type Attachment, type Conversation, takeId, type World } from '../world.ts';
import { conversationOf, objectOf, type RestRequest, type Route } from './route.ts';

const longestContent = 150_000;
const messagesPerMinute = 200;
/** What versions before 4 keep of `content_attributes`. */
const olderAttributes = ['items', 'in_reply_to'];

export const createMessage: Route = {
  method: 'post',
  path: '/conversations/:conversation/messages',
  bots: 'always',
  answer(request) {
    const { world, body, caller } = request;
    const conversation = conversationOf(request);
    const content = typeof body.content === 'string' ? body.content : null;
    refuseWrong(conversation, content, body);
    const message = addMessage(world, conversation, {
      type: 'outgoing',
      content,
      sender: caller,
      private: body.private === true || body.private === 'true',
      contentType: typeof body.content_type === 'string' ? body.content_type : 'text',
      contentAttributes: keptAttributes(request),
      sourceId: typeof body.source_id === 'string' ? body.source_id : null,
      attachments: request.files.map((file) => attachmentOf(world, file)),
      isTemplate: isApprovedTemplate(world, objectOf(body.template_params)),
    });
    return messageJson(world, conversation, message);
  },
};

function refuseWrong(
  conversation: Conversation,
  content: string | null,
  body: Record<string, unknown>,
): void {
  if (body.message_type === 'incoming')
    throw new InputError('Incoming messages are only allowed in Api inboxes');
  if (content !== null && content.length > longestContent)
    throw new InputError(`Validation failed: Content is too long (maximum is ${longestContent} characters)`);
  const minuteAgo = Date.now() - 60_000;
  const recent = conversation.messages.filter(({ createdAt }) => createdAt.getTime() >= minuteAgo);
  if (recent.length >= messagesPerMinute) throw new InputError('Validation failed: Too many messages');
}

function keptAttributes({ body, profile }: RestRequest): Record<string, unknown> {
  const given = objectOf(body.content_attributes);
  if (profile.keepsContentAttributes) return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => olderAttributes.includes(name)));
}

function attachmentOf(world: World, { name, type, bytes }: RestRequest['files'][number]): Attachment {
  const [kind = ''] = type.split('/');
  const fileType = kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
  return { id: takeId(world), fileType, name, contentType: type, bytes };
}

/** Meta sends only what it has approved, and only with a value for each of its parameters. */
function isApprovedTemplate({ inbox }: World, given: Record<string, unknown>): boolean {
  const template = inbox.templates.find(
    ({ name, language, status }) =>
      name === given.name && language === given.language && status === 'APPROVED',
  );
  const values = objectOf(given.processed_params);
  return template !== undefined && parametersOf(template.text).every((name) => name in values);
}

const parametersOf = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => name);
