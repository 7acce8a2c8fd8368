import type { Odoo, OdooCallOptions } from '#adapters/odoo/port.ts';

/** Plain text as HTML, a paragraph with its lines kept apart. It can be a customer's: no part becomes markup. */
export function textAsHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replace(/\r?\n/g, '<br/>')}</p>`;
}

/** Paragraphs of plain text as the field `description` of a model takes them: HTML or, in 14, plain. */
export async function asDescription(
  odoo: Pick<Odoo, 'fieldsGet'>,
  model: string,
  paragraphs: readonly string[],
  options: OdooCallOptions,
): Promise<string> {
  const { description } = await odoo.fieldsGet(model, ['type'], options);
  return description?.type === 'html' ? paragraphs.map(textAsHtml).join('') : paragraphs.join('\n\n');
}
