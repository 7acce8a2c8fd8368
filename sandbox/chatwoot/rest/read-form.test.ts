import { expect, test } from 'vitest';
import { readForm } from './read-form.ts';

async function read(form: FormData) {
  const request = new Request('http://any.example', { method: 'POST', body: form });
  const body = Buffer.from(await request.arrayBuffer());
  return readForm(body, request.headers.get('content-type') ?? '');
}

test('fields are named and nested as Rails does', async () => {
  const form = new FormData();
  form.set('content', 'Segue o boleto');
  form.set('content_attributes[delivery_key]', 'a#1');
  form.set('content_attributes[in_reply_to]', '5');
  expect(await read(form)).toEqual({
    body: { content: 'Segue o boleto', content_attributes: { delivery_key: 'a#1', in_reply_to: '5' } },
    files: [],
  });
});

test('files come with name, type and bytes, in their order', async () => {
  const form = new FormData();
  form.append('attachments[]', new File(['um'], 'boleto ação.pdf', { type: 'application/pdf' }));
  form.append('attachments[]', new File([new Uint8Array([0, 255])], 'foto.png', { type: 'image/png' }));
  const { files } = await read(form);
  expect(files.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'boleto ação.pdf application/pdf',
    'foto.png image/png',
  ]);
  expect(files[1]?.bytes).toEqual(new Uint8Array([0, 255]));
});

test('what is no form is refused', async () => {
  await expect(readForm(Buffer.from('nonsense'), 'multipart/form-data; boundary=x')).rejects.toThrow();
});
