import { ProjectError } from '#errors/errors.ts';

/** What the customer is told when the catalogue cannot be searched. */
export const searchUnavailable =
  'Desculpe, não consigo consultar nosso catálogo agora. Se preferir, posso chamar um atendente: é só dizer ' +
  '"quero falar com um atendente".';

/**
 * The code of a fault of the catalogue. A search changes nothing and the rest of the crew works without it, so
 * the customer is told at once and offered a human, where other faults fail the run and are tried again.
 */
export function codeOfSearchFailure(error: unknown): string {
  if (error instanceof ProjectError) return error.code;
  throw error;
}
