import { expect, test } from 'vitest';
import { withFileLinks } from './file-links.ts';

const file = (field: string) => ({
  uri: `odoo://files/res.partner/7/${field}`,
  name: `res.partner-7-${field}`,
  mime_type: 'image/png',
  size: 70,
});

test('an answer is JSON, and a link to each file beside it', () => {
  const output = { records: [{ id: 7, name: 'Ana', image_1920: file('image_1920'), image_128: null }] };
  expect(withFileLinks(output)).toEqual([
    { type: 'text', text: JSON.stringify(output) },
    {
      type: 'resource_link',
      uri: 'odoo://files/res.partner/7/image_1920',
      name: 'res.partner-7-image_1920',
      mimeType: 'image/png',
      size: 70,
    },
  ]);
});

test('an attachment is a file itself; what is not known is left out', () => {
  const attachment = {
    attachment_id: 3,
    uri: 'odoo://attachments/3',
    name: 'a',
    mime_type: null,
    size: null,
  };
  expect(withFileLinks({ attachments: [attachment] })[1]).toEqual({
    type: 'resource_link',
    uri: 'odoo://attachments/3',
    name: 'a',
  });
});

test('what only looks like a file, or lies elsewhere, is no link', () => {
  const elsewhere = { ...file('image'), uri: 'https://example.com/a.png' };
  const { size: _, ...halfOf } = file('image');
  for (const records of [
    [],
    [{ a: elsewhere, b: halfOf, c: 'odoo://files/a/1/b', d: null }],
    'none',
    [null],
  ]) {
    expect(withFileLinks({ records })).toHaveLength(1);
  }
});

test('there are not more links than anybody follows', () => {
  const records = Array.from({ length: 30 }, (_, id) => ({ id, image: file(`f${id}`) }));
  expect(withFileLinks({ records })).toHaveLength(21);
});
