/** A value as XML-RPC writes it. */
export function encode(value: unknown): string {
  return `<value>${typed(value)}</value>`;
}

function typed(value: unknown): string {
  if (typeof value === 'boolean') return `<boolean>${Number(value)}</boolean>`;
  if (typeof value === 'number')
    return Number.isInteger(value) ? `<int>${value}</int>` : `<double>${value}</double>`;
  if (typeof value === 'string')
    return `<string>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</string>`;
  if (Array.isArray(value)) return `<array><data>${value.map(encode).join('')}</data></array>`;
  const members = Object.entries(value as object).map(
    ([name, item]) => `<member><name>${name}</name>${encode(item)}</member>`,
  );
  return `<struct>${members.join('')}</struct>`;
}

/** The first value in `xml`. */
export function decode(xml: string): unknown {
  const tokens = xml.match(/<[^>]+>|[^<]+/g) ?? [];
  let position = 0;
  return value();

  function next(): string {
    while (/^\s+$/.test(tokens[position] ?? '') && tokens[position - 1] !== '<string>') position += 1;
    return tokens[position++] ?? '';
  }

  function value(): unknown {
    next();
    const type = next();
    const decoded = content(type);
    next();
    return decoded;
  }

  function content(type: string): unknown {
    if (type === '<array>') return list();
    if (type === '<struct>') return struct();
    const text = tokens[position]?.startsWith('<') ? '' : (tokens[position++] ?? '');
    position += 1;
    if (type === '<boolean>') return text === '1';
    return type === '<string>' ? unescaped(text) : Number(text);
  }

  function list(): unknown[] {
    const items: unknown[] = [];
    next();
    while (peek() === '<value>') items.push(value());
    next();
    next();
    return items;
  }

  function struct(): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    while (peek() === '<member>') {
      next();
      next();
      const name = next();
      next();
      members[name] = value();
      next();
    }
    next();
    return members;
  }

  function peek(): string {
    while (/^\s+$/.test(tokens[position] ?? '')) position += 1;
    return tokens[position] ?? '';
  }
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
