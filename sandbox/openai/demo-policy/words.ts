import type { ChatRequest } from '../policy.ts';

/** Lower case, without accents or punctuation: how the demo model reads. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9%/ ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What the customer said last; material from tools is not the customer, nor are the words that a reply quotes. */
export function customerText(request: ChatRequest): string {
  return customerTexts(request).at(-1) ?? '';
}

/** All that the customer has said, oldest first. */
export function customerTexts({ messages }: ChatRequest): string[] {
  return messages
    .filter(({ role, content }) => role === 'user' && !/^<(\w+)>\n[\s\S]*\n<\/\1>$/.test(content))
    .map(({ content }) => content.replace(/^\[em resposta a: ".*"\]\n?/, ''));
}

const englishWords =
  /\b(hello|hi|thanks|thank you|please|do you|how much|i (want|need|would)|where is|yes|my order)\b/;

/** "hmm, vou ver": neither a question nor an answer. */
export function isHesitation(text: string): boolean {
  return /^(h+m+|deixa eu (ver|pensar)|vou (ver|pensar)|depois eu|um momento|espera)\b/.test(plain(text));
}

/** Whether this is English; one word of it is enough. */
export function isEnglish(text: string): boolean {
  return englishWords.test(plain(text));
}

/** The data that a prompt carries as `<name>…</name>` in its last message. */
export function materialOf(request: ChatRequest, name: string): Record<string, unknown> | undefined {
  const content = request.messages.at(-1)?.content ?? '';
  const match = new RegExp(`^<${name}>\\n([\\s\\S]*)\\n</${name}>$`).exec(content);
  return match?.[1] === undefined ? undefined : JSON.parse(match[1]);
}

const numberWords: Record<string, number> = {
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  tres: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  sete: 7,
  oito: 8,
  nove: 9,
  dez: 10,
  duzia: 12,
};

/** A quantity in figures or in words; undefined where the word is neither. */
export function quantityOf(word: string): number | undefined {
  if (/^\d{1,6}$/.test(word)) return Number(word);
  return numberWords[word];
}

export function money(amount: unknown, currency: unknown = 'BRL', language = 'pt-BR'): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency: String(currency) })
    .format(Number(amount))
    .replaceAll('\u00a0', ' ');
}
