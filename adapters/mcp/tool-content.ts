type Block = { text?: unknown; structuredContent?: unknown };

function blocksOf(content: unknown): Block[] {
  return Array.isArray(content) ? (content as Block[]) : [];
}

/** What a tool has answered as text. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return blocksOf(content)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n');
}

/** What it has answered as data, which MCP adapters put among the blocks. */
export function structuredOf(content: unknown) {
  return blocksOf(content).find(({ structuredContent }) => structuredContent)?.structuredContent as never;
}
