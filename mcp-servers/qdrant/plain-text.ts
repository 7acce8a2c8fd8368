export type TextFormat = 'text' | 'markdown' | 'html';

/** A text without the marks of its format, its paragraphs apart by an empty line. */
export function plainText(text: string, format: TextFormat): string {
  if (format === 'html') return fromHtml(text);
  return format === 'markdown' ? fromMarkdown(text) : text;
}

/** Elements whose content no reader sees. */
const hidden =
  /<(script|style|head|template|noscript)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)|<!--[\s\S]*?(?:-->|$)/gi;
const paragraphEnds = /<\/?(?:p|div|section|article|h[1-6]|ul|ol|table|blockquote|pre)\b[^<>]*>/gi;
const lineEnds = /<(?:br|\/?li|\/?tr|hr)\b[^<>]*>/gi;
const anyTag = /<\/?[a-z][^<>]*>/gi;

function fromHtml(html: string): string {
  const text = html
    .replace(hidden, ' ')
    .replace(/\s+/g, ' ')
    .replace(paragraphEnds, '\n\n')
    .replace(lineEnds, '\n')
    .replace(anyTag, ' ');
  return tidy(decodeEntities(text));
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Numeric entities and the few names that are needed in UTF-8; others are left as they are written. */
function decodeEntities(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,6});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

function fromMarkdown(markdown: string): string {
  const text = markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^(?:```|~~~).*$/gm, '')
    .replace(/^ {0,3}#{1,6} +(.*?)#*$/gm, '\n$1\n')
    .replace(/^ {0,3}(?:[-*_] *){3,}$/gm, '')
    .replace(/^( *)(?:[-*+]|\d+[.)]) +/gm, '$1')
    .replace(/^ {0,3}> ?/gm, '')
    .replace(/!?\[([^[\]\n]*)\]\([^()\n]*\)/g, '$1')
    .replace(/(\*\*|__|~~)(?=\S)(.{1,500}?)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+)\*(?!\w)/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1');
  return tidy(text);
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
