import type { BusinessProfile, Language, Words } from '#config/business-schema.ts';
import { describeMoment } from '#config/describe-hours.ts';
import { nextOpening } from '#config/opening-hours.ts';
import type { HandoffCause } from '../shared/conversation-state.ts';

const taking: Words = {
  'pt-BR': 'Certo! Vou passar você para um atendente, que continua a conversa por aqui.',
  en: 'Sure! I will pass you on to a colleague, who goes on with the conversation here.',
};
const better: Words = {
  'pt-BR':
    'Para isso é melhor uma pessoa ajudar você. Vou passar a conversa para um atendente, que continua por aqui.',
  en: 'A person can help you better with this. I will pass the conversation on to a colleague, who goes on here.',
};

/** For the operator; in the language of the company. */
export const causeNames: Record<HandoffCause, string> = {
  asked: 'O cliente pediu um atendente.',
  words: 'A mensagem tem uma das palavras que vão para uma pessoa.',
  sentiment: 'O cliente parece irritado.',
  failures: 'O robô não conseguiu ajudar várias vezes seguidas.',
  spend_ceiling: 'O limite de gasto com o modelo foi atingido.',
  crew_off: 'O assunto está desligado no perfil da empresa.',
  several_customers: 'Há mais de um cadastro com este telefone ou e-mail, e não ficou claro de quem é.',
  not_verified:
    'O canal não comprova quem escreve (telefone ou e-mail), e sem isso o robô não faz pedidos nem marca horários.',
  appointment_unclear:
    'Não está claro de qual horário marcado se trata, ou ele não pode ser mudado pelo robô.',
  unfounded_reply:
    'A resposta do modelo estava vazia ou tinha dados que não estão nos resultados, e não foi enviada.',
};

/**
 * What the customer is told; outside the hours also when people are back.
 *
 * @param hours undefined where the channel has told them.
 */
export function handoffReply(
  cause: HandoffCause,
  hours: BusinessProfile['hours'] | undefined,
  language: Language,
  now: Date,
): string {
  const reply = (cause === 'asked' ? taking : better)[language];
  const next = hours && nextOpening(hours, now);
  if (!next) return reply;
  const back = describeMoment(next, language);
  const when = language === 'en' ? `We are back on ${back}.` : `Voltamos ${back}.`;
  return [reply, hours.outside?.[language], when].filter(Boolean).join(' ');
}
