import { AIMessage } from '@langchain/core/messages';
import type { NodeError } from '@langchain/langgraph';
import { ProjectError } from '#errors/errors.ts';

const apology =
  'Desculpe, não consegui consultar nosso sistema agora. Se preferir, posso chamar um atendente: é só dizer ' +
  '"quero falar com um atendente".';

/** Faults that may pass are tried once more before a node gives up. */
const retryPolicy = {
  maxAttempts: 2,
  initialInterval: 200,
  retryOn: (error: unknown) => error instanceof ProjectError && error.retryable,
};

/**
 * When a tool or the model fails the customer is told, and offered a human; nothing is pretended. Faults of
 * our own code are not caught here: they fail the run. No edge leaves a handler, so the run ends with it.
 */
function offerHuman(_state: unknown, { error }: NodeError) {
  if (!(error instanceof ProjectError)) throw error;
  return { reply: apology, failure: error.code, messages: [new AIMessage(apology)] };
}

/** What every node of a conversation does when it fails. */
export const failurePolicy = { retryPolicy, errorHandler: offerHuman };
