import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chatwoot } from './port.ts';

/** A Chatwoot to test against, with a conversation that its customer has just opened by one message, "oi". */
export interface ConformanceSubject {
  chatwoot: Chatwoot;
  conversationId: number;
  contact: { name: string; phone: string };
  team: { id: number; name: string };
  agent: { id: number; name: string };
  inbox: { id: number; name: string };
  close(): Promise<void>;
}

/** What every implementation of the port must do. */
export function describeChatwootPort(name: string, start: () => Promise<ConformanceSubject>): void {
  describe(`the Chatwoot port on ${name}`, () => {
    let subject: ConformanceSubject;
    let chatwoot: Chatwoot;
    let id: number;
    beforeAll(async () => {
      subject = await start();
      chatwoot = subject.chatwoot;
      id = subject.conversationId;
    });
    afterAll(() => subject.close());

    const missing = 999_999;

    test('tells its version', async () => {
      expect((await chatwoot.getVersion()).version).toMatch(/^\d+\.\d+/);
    });

    test('shows a conversation and its contact', async () => {
      const conversation = await chatwoot.getConversation(id);
      expect(conversation).toMatchObject({
        id,
        status: 'pending',
        canReply: true,
        channel: 'Channel::Whatsapp',
        contact: subject.contact,
        assignee: null,
        team: null,
      });
      expect(await chatwoot.getContact(conversation.contact.id)).toMatchObject(conversation.contact);
    });

    test('names what it does not have', async () => {
      await expect(chatwoot.getConversation(missing)).rejects.toMatchObject({ code: 'not_found' });
      await expect(chatwoot.getContact(missing)).rejects.toMatchObject({ code: 'not_found' });
      await expect(chatwoot.listMessages(missing)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('sends a message once for one delivery key', async () => {
      const message = {
        conversationId: id,
        content: 'Olá! Como posso ajudar?',
        channel: 'Channel::Whatsapp',
        deliveryKey: 'conformance-1',
      };
      const first = await chatwoot.sendMessage(message);
      expect(first).toEqual({ messageIds: [expect.any(Number)], alreadySent: false });
      expect(await chatwoot.sendMessage(message)).toEqual({ ...first, alreadySent: true });
      const { messages } = await chatwoot.listMessages(id);
      expect(messages.filter(({ content }) => content === message.content)).toHaveLength(1);
    });

    test('sends options, a template and a file once for one delivery key each', async () => {
      const shared = { conversationId: id, content: 'Confirma?' };
      const values = { 1: 'Maria', 2: 'seu pedido' };
      const template = { name: 'retomar_conversa', language: 'pt_BR', category: 'UTILITY', values };
      const sends = [
        () =>
          chatwoot.sendOptions({ ...shared, deliveryKey: 'o', options: [{ title: 'Sim', value: 'sim' }] }),
        () => chatwoot.sendTemplate({ ...shared, content: 'Olá, Maria!', deliveryKey: 't', template }),
        () =>
          chatwoot.sendAttachment({
            ...shared,
            deliveryKey: 'f',
            file: { name: 'boleto.pdf', type: 'application/pdf', bytes: new Uint8Array([37, 80]) },
          }),
      ];
      for (const send of sends) {
        const first = await send();
        expect(await send()).toEqual({ ...first, alreadySent: true });
      }
      const { messages } = await chatwoot.listMessages(id);
      expect(messages.slice(-3)).toMatchObject([
        { content: 'Confirma?', contentType: 'input_select' },
        { content: 'Olá, Maria!' },
        { content: 'Confirma?', attachments: [{ type: 'file', url: expect.stringContaining('boleto.pdf') }] },
      ]);
    });

    test('lists messages oldest first, with who sent them', async () => {
      const { messages } = await chatwoot.listMessages(id);
      expect(messages.slice(0, 2)).toMatchObject([
        { type: 'incoming', content: 'oi', private: false, sender: { kind: 'contact' } },
        { type: 'outgoing', content: 'Olá! Como posso ajudar?', private: false },
      ]);
      const newest = await chatwoot.listMessages(id, { limit: 1 });
      expect(newest).toMatchObject({ messages: [{ type: 'outgoing' }], hasMore: true });
    });

    test('leaves a private note once for one delivery key', async () => {
      const note = {
        conversationId: id,
        content: 'Cliente quer 2 furadeiras.',
        deliveryKey: 'conformance-2',
      };
      const first = await chatwoot.sendPrivateNote(note);
      expect(await chatwoot.sendPrivateNote(note)).toEqual({ ...first, alreadySent: true });
      const { messages } = await chatwoot.listMessages(id);
      expect(messages.at(-1)).toMatchObject({ private: true, content: note.content });
    });

    test('adds labels to those that are there', async () => {
      expect(await chatwoot.addLabels(id, ['pedido'])).toEqual(['pedido']);
      expect((await chatwoot.addLabels(id, ['vip', 'pedido'])).sort()).toEqual(['pedido', 'vip']);
      expect((await chatwoot.getConversation(id)).labels.sort()).toEqual(['pedido', 'vip']);
    });

    test('assigns a team, and does not take an unknown one for a success', async () => {
      expect(await chatwoot.assignTeam(id, subject.team.id)).toEqual(subject.team);
      expect((await chatwoot.getConversation(id)).team).toEqual(subject.team);
      await expect(chatwoot.assignTeam(id, missing)).rejects.toMatchObject({ code: 'team_not_found' });
    });

    test('removes labels, and leaves the others', async () => {
      expect(await chatwoot.removeLabels(id, ['pedido', 'nunca'])).toEqual(['vip']);
      expect((await chatwoot.getConversation(id)).labels).toEqual(['vip']);
    });

    test('sets custom attributes and keeps the others; null removes one', async () => {
      await chatwoot.setCustomAttributes(id, { pedido: 'S1', nota: 5 });
      expect(await chatwoot.setCustomAttributes(id, { nota: null, origem: 'site' })).toEqual({
        pedido: 'S1',
        origem: 'site',
      });
      expect((await chatwoot.getConversation(id)).customAttributes).toEqual({ pedido: 'S1', origem: 'site' });
    });

    test('assigns an agent, takes that back, and does not take an unknown one for a success', async () => {
      expect(await chatwoot.assignAgent(id, subject.agent.id)).toEqual(subject.agent);
      expect((await chatwoot.getConversation(id)).assignee).toEqual({ ...subject.agent, kind: 'user' });
      expect(await chatwoot.assignAgent(id, null)).toBeNull();
      await expect(chatwoot.assignAgent(id, missing)).rejects.toMatchObject({ code: 'agent_not_found' });
    });

    test('lists teams, agents and inboxes', async () => {
      expect(await chatwoot.listTeams()).toContainEqual(subject.team);
      expect(await chatwoot.listAgents()).toContainEqual({ ...subject.agent, isOnline: expect.any(Boolean) });
      expect(await chatwoot.listInboxes()).toMatchObject([
        { ...subject.inbox, channel: 'Channel::Whatsapp' },
      ]);
    });

    test('finds a contact by a part of the number, and its conversations', async () => {
      const { contacts, total } = await chatwoot.findContacts(subject.contact.phone.slice(3));
      expect({ contacts, total }).toMatchObject({ contacts: [subject.contact], total: 1 });
      const [conversation] = await chatwoot.listContactConversations(contacts[0]?.id ?? 0);
      expect(conversation).toMatchObject({ id, contact: subject.contact });
      expect(await chatwoot.findContacts('ninguém com este nome')).toEqual({ contacts: [], total: 0 });
    });

    test('changes a contact, and adds to its attributes', async () => {
      const { contact } = await chatwoot.getConversation(id);
      await chatwoot.updateContact(contact.id, { customAttributes: { cidade: 'Recife' } });
      const changes = { name: 'Maria Silva', email: 'maria@casa.example', customAttributes: { cpf: '1' } };
      expect(await chatwoot.updateContact(contact.id, changes)).toMatchObject({
        ...changes,
        phone: subject.contact.phone,
        customAttributes: { cidade: 'Recife', cpf: '1' },
      });
      await expect(chatwoot.updateContact(contact.id, { email: 'maria' })).rejects.toMatchObject({
        code: 'invalid_input',
      });
    });

    test('lists conversations by status, team and label', async () => {
      await chatwoot.assignTeam(id, subject.team.id);
      const filter = { status: 'pending', teamId: subject.team.id, label: 'vip', unassigned: true };
      const { conversations } = await chatwoot.listConversations(filter);
      expect(conversations.map((conversation) => conversation.id)).toEqual([id]);
      expect((await chatwoot.listConversations({ ...filter, label: 'outro' })).conversations).toEqual([]);
      expect((await chatwoot.listConversations({ status: 'pending', page: 99 })).hasMore).toBe(false);
    });

    test('shows and hides the typing sign', async () => {
      expect(await chatwoot.setTyping(id, true)).toBeUndefined();
      expect(await chatwoot.setTyping(id, false)).toBeUndefined();
    });

    test('sets the status, the same again included', async () => {
      for (const status of ['open', 'open', 'resolved', 'pending'] as const) {
        await chatwoot.setStatus(id, status);
        expect((await chatwoot.getConversation(id)).status).toBe(status);
      }
    });
  });
}
