import { randomUUID } from 'node:crypto';
import type { JSONRPCErrorResponse, JSONRPCResultResponse } from '#adapters/mcp/sdk.ts';
import { LimitError } from '#errors/errors.ts';
import type { Principal } from '#identity/principal.ts';

const mostOpen = 1_000;

/** A caller's answer to a question, as it was posted. */
export type Answer = JSONRPCResultResponse | JSONRPCErrorResponse;

/**
 * The questions that tools have asked their callers. Over HTTP an answer comes in a request of its own, which
 * carries no more than the question's id; so that id is one that nobody can guess, and only the principal that
 * was asked may answer. With several replicas the answer must reach the one that asked (sticky routing);
 * elsewhere it is refused, and the question ends when its time is up.
 */
export interface OpenQuestions {
  /**
   * @returns the id under which the question is put to the caller.
   * @throws LimitError when a thousand questions are open.
   */
  open(principal: Principal, receive: (answer: Answer) => void): string;
  /** Forgets a question; its answer is refused from now on. */
  close(id: string): void;
  /** Hands an answer on, once; false where this principal has no such question to answer. */
  answer(principal: Principal, answer: Answer): boolean;
}

export function createOpenQuestions(): OpenQuestions {
  const open = new Map<string, { asked: string; receive: (answer: Answer) => void }>();

  return {
    open(principal, receive) {
      if (open.size >= mostOpen) {
        throw new LimitError('Too many questions wait for an answer.', { code: 'too_many_questions' });
      }
      const id = randomUUID();
      open.set(id, { asked: identityOf(principal), receive });
      return id;
    },
    close: (id) => void open.delete(id),
    answer(principal, answer) {
      const id = String(answer.id);
      const question = open.get(id);
      if (question?.asked !== identityOf(principal)) return false;
      open.delete(id);
      question.receive(answer);
      return true;
    },
  };
}

function identityOf({ subject, tenant, customer, conversation }: Principal): string {
  return JSON.stringify([tenant, subject, customer, conversation]);
}
