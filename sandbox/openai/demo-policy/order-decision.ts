import type { ChatRequest } from '../policy.ts';
import { customerText, plain, quantityOf } from './words.ts';

/** What a customer's words decide about the quotation before them. */
export function orderDecision(request: ChatRequest): { decision: string } {
  const text = customerText(request);
  const words = plain(text);
  if (/\b(cancela\w*|desist\w*|nao quero|deixa pra la)\b/.test(words)) return { decision: 'cancel' };
  const counts = words.split(' ').some((word) => quantityOf(word) !== undefined);
  if (
    counts &&
    /\b(muda|troca|mude|troque|vez|mais|so|apenas|quero|tira|adiciona|acrescenta|inclui)\b/.test(words)
  )
    return { decision: 'change' };
  if (text.includes('?') || /\bnao\b/.test(words)) return { decision: 'other' };
  if (
    /^(sim|yes|ok|isso|claro|fechado|beleza|pode|confirm\w*|perfeito|certo)\b/.test(words) &&
    words.length <= 60
  ) {
    return { decision: 'confirm' };
  }
  return { decision: 'other' };
}
