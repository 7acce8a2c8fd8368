import type { ChatRequest } from '../policy.ts';
import { orderDecision } from './order-decision.ts';
import { customerText, customerTexts, materialOf, plain } from './words.ts';

interface AppointmentRequest {
  action: string;
  choice: number | null;
  appointment: number | null;
  date: string | null;
  time: string | null;
  part_of_day: string;
}

const ordinals = ['primeir', 'segund', 'terceir', 'quart'];

/** What a customer wants with an appointment: a new one, another time, or none. */
export function appointmentRequest(request: ChatRequest): AppointmentRequest {
  const text = customerText(request);
  const words = plain(text);
  const { shown = [], appointments = [] } = (materialOf(request, 'free_times') ?? {}) as Record<
    string,
    unknown[]
  >;
  return {
    action: actionOf(request),
    choice: choiceIn(words, shown.length),
    appointment: choiceIn(words, appointments.length),
    date: /\b\d{4}-\d\d-\d\d\b/.exec(text)?.[0] ?? null,
    time: /\b\d\d:\d\d\b/.exec(text)?.[0] ?? null,
    part_of_day: partOfDay(words),
  };
}

/** The same words decide about a time as about a quotation. */
export function appointmentDecision(request: ChatRequest): { decision: string } {
  const { decision } = orderDecision(request);
  return {
    decision: decision === 'cancel' || /^nao\b/.test(plain(customerText(request))) ? 'decline' : decision,
  };
}

const actions: readonly [action: string, words: RegExp][] = [
  ['cancel', /\b(desmarc\w*|cancel\w*)\b/],
  ['move', /\b(remarc\w*|mudar|muda|outro horario|adiar)\b/],
  ['book', /\b(agend\w*|marc\w*|book)\b/],
];

/** "o segundo" says which time; what is to be done with it was said before. */
function actionOf(request: ChatRequest): string {
  const said = customerTexts(request).map(
    (text) => actions.find(([, words]) => words.test(plain(text)))?.[0],
  );
  return said.findLast((action) => action !== undefined) ?? 'book';
}

function choiceIn(words: string, shown: number): number | null {
  const ordinal = ordinals.findIndex((stem) => new RegExp(`\\b${stem}[oa]\\b`).test(words)) + 1;
  const number = ordinal || Number(/^(?:o |a |opcao |horario )?(\d)$/.exec(words)?.[1] ?? 0);
  return number >= 1 && number <= shown ? number : null;
}

function partOfDay(words: string): string {
  if (/\b(manha)\b/.test(words)) return 'morning';
  return /\b(tarde)\b/.test(words) ? 'afternoon' : 'any';
}
