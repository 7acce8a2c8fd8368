import type { ChatRequest } from '../policy.ts';
import { customerText, isEnglish, isHesitation, plain, quantityOf } from './words.ts';

const human =
  /\b(atendente|humano|humana|pessoa|gerente|vendedor|vendedora|alguem|reclamar|reclamacao|absurdo|human|person|agent)\b/;
const angry = /\b(absurdo|palhacada|vergonha|ladroes|lixo|idiotas?|ridiculo)\b/;
const appointment =
  /\b(agend\w*|marcar|remarcar|desmarcar|horarios? (livres?|vagos?|disponive(l|is)|marcado)|visita\w*|meu horario|appointment|book a)\b/;
const aboutOrders =
  /\b(cade|onde|status|situacao|chega|chegou|rastre\w*|atras\w*|andamento|pedidos?|nota fiscal|fatura)\b/;
const aboutRules =
  /\b(troca\w*|devol\w*|garantia|entreg\w*|frete|prazo|pag\w*|pix|boleto|cartao|parcel\w*|horario|abre\w*|fecha\w*|reembols\w*|politica|retira\w*)\b/;
const greetings =
  /\b(oi+|ola|hello|hi|opa|bom dia|boa tarde|boa noite|e ai|tudo bem|obrigad\w*|valeu|tchau|ate mais)\b/g;
const wants =
  /\b(quero|i want|queria|vou levar|levo|fico com|me ve|manda|separa|compr\w+|adiciona|inclui|me d[ae])\b/;

interface TriageAnswer {
  intent: string;
  language: string;
  sentiment: string;
  urgency: string;
  preference: string | null;
}

/** What a customer is after and how they feel, told from single words. */
export function triage(request: ChatRequest): TriageAnswer {
  const text = customerText(request);
  const words = plain(text);
  return {
    intent: intentOf(request),
    language: isEnglish(text) ? 'en' : 'pt-BR',
    sentiment: angry.test(words) ? 'angry' : 'neutral',
    urgency: /\b(urgente|urgencia|agora mesmo|urgent)\b/.test(words) ? 'high' : 'normal',
    preference: preferenceIn(text),
  };
}

/** "prefiro 220 V": the only lasting thing that word lists can tell. */
function preferenceIn(text: string): string | null {
  const match = /\bprefiro ([^.,;!?\n]{2,80})/i.exec(text);
  return match ? `prefere ${match[1]?.trim()}` : null;
}

function intentOf(request: ChatRequest): string {
  const text = plain(customerText(request));
  if (human.test(text) || wantsOffered(text, request)) return 'human';
  if (angry.test(text) || isHesitation(text)) return 'other';
  if (appointment.test(text) || choosesTime(text, request)) return 'appointment';
  if (isOrder(text, request)) return 'order';
  if (aboutOrders.test(text) || aboutRules.test(text)) return 'support';
  const rest = text.replace(greetings, '').trim();
  if (rest === '' && text !== '') return 'greeting';
  return text.split(' ').some((word) => word.length > 2) ? 'product' : 'other';
}

/** A yes to "Quer que eu chame?". */
function wantsOffered(text: string, { messages }: ChatRequest): boolean {
  const last = messages.findLast(({ role }) => role === 'assistant')?.content ?? '';
  return /(Quer que eu chame|Shall I call one)\?$/.test(last) && /^(sim|quero|pode|yes|claro)\b/.test(text);
}

/** After a list of times a number, a place in the list or a time of day is about it. */
function choosesTime(text: string, { messages }: ChatRequest): boolean {
  const last = messages.findLast(({ role }) => role === 'assistant')?.content ?? '';
  return (
    /^(Horários livres|Free times|Seus horários marcados|Your appointments):/m.test(last) &&
    /\b(\d+|\d+h\d*|primeir\w|segund\w|terceir\w|quart\w)\b/.test(text)
  );
}

function isOrder(text: string, { messages }: ChatRequest): boolean {
  if (/\b(pode )?(confirma\w*|fechar?|finaliza\w*|cancela\w*)\b.*\b(pedido|orcamento|compra)\b/.test(text))
    return true;
  if (/\bfazer (um )?pedido\b/.test(text)) return true;
  const shown = messages.some(({ role, content }) => role === 'assistant' && /^\s*1\. /m.test(content));
  const counts = text.split(' ').some((word) => quantityOf(word) !== undefined);
  return shown && counts && (wants.test(text) || /^\d+$/.test(text));
}
