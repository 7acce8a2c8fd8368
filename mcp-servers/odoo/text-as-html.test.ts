import { expect, test } from 'vitest';
import { htmlToText } from './domain/html-to-text.ts';
import { asDescription, textAsHtml } from './text-as-html.ts';

test.each([
  ['Olá', '<p>Olá</p>'],
  ['a\nb\r\nc', '<p>a<br/>b<br/>c</p>'],
  ['<img src=x onerror=alert(1)> & co', '<p>&lt;img src=x onerror=alert(1)&gt; &amp; co</p>'],
  ['&lt;b&gt;', '<p>&amp;lt;b&amp;gt;</p>'],
])('%s', (text, html) => {
  expect(textAsHtml(text)).toBe(html);
});

test.each(['2 < 3 & 4 > 3', 'um\ndois', '&amp;'])('"%s" comes back as it was', (text) => {
  expect(htmlToText(textAsHtml(text))).toBe(text);
});

test.each([
  ['html', '<p>um &amp; dois</p><p>[ref:k]</p>'],
  ['text', 'um & dois\n\n[ref:k]'],
])('a description of the type %s gets paragraphs of its own kind', async (type, description) => {
  const odoo = { fieldsGet: async () => ({ description: { type } }) };
  expect(await asDescription(odoo, 'crm.lead', ['um & dois', '[ref:k]'], {})).toBe(description);
});
