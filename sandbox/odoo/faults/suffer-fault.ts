import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessError, lockError } from '../orm/exceptions.ts';
import { type HttpAnswer, htmlPage, type ProtocolCall } from '../protocols/answer.ts';
import type { Fault } from './faults.ts';

/** Answers a call the way the fault wants it; undefined where no answer ever comes. */
export async function sufferFault(
  fault: Fault,
  call: ProtocolCall,
  response: ServerResponse,
): Promise<HttpAnswer | undefined> {
  switch (fault.kind) {
    case 'hang':
      return undefined;
    case 'html500':
      return htmlPage(500, 'Internal Server Error', 'The server encountered an internal error.');
    case 'down':
      return htmlPage(503, 'Service Unavailable', 'Estamos em manutenção. Voltamos em instantes.');
    case 'drop-after-commit':
      call.run();
      response.destroy();
      return undefined;
    case 'slow':
      await sleep(fault.delay, undefined, { ref: false });
      return call.run();
    case 'access':
      return call.refuse(accessError(`You are not allowed to access '${call.model}' records.`));
    case 'lock':
      return call.refuse(lockError('The record is locked by another transaction.'));
  }
}
