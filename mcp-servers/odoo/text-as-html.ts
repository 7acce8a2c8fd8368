/** Plain text as HTML, a paragraph with its lines kept apart. It can be a customer's: no part becomes markup. */
export function textAsHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replace(/\r?\n/g, '<br/>')}</p>`;
}
