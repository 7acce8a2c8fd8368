import type { Words } from '#config/business-schema.ts';
import { ProjectError } from '#errors/errors.ts';

/** What the customer is told when the catalogue cannot be searched. */
export const searchUnavailable: Words = {
  'pt-BR':
    'Desculpe, não consigo consultar nosso catálogo agora. Se preferir, posso chamar um atendente: é só dizer ' +
    '"quero falar com um atendente".',
  en:
    'Sorry, I cannot look into our catalogue at the moment. If you prefer, I can call a person: just say "I want to ' +
    'talk to a person".',
};

/**
 * The code of a fault of the catalogue that the toolbox's patience has not outlasted. A search changes nothing and the
 * rest of the crew works without it, so the customer is told and offered a human, where other faults fail the run and
 * are tried again.
 */
export function codeOfSearchFailure(error: unknown): string {
  if (error instanceof ProjectError) return error.code;
  throw error;
}
