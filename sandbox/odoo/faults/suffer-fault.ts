import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { accessError, lockError, missingError, pythonError, revokedKey } from '../orm/exceptions.ts';
import { type HttpAnswer, htmlPage, type ProtocolCall, redirect } from '../protocols/answer.ts';
import type { Fault, FaultKind } from './faults.ts';

/** Undefined where no answer ever comes. */
type Outcome = HttpAnswer | undefined;

type Suffering = (
  call: ProtocolCall,
  how: { fault: Fault; response: ServerResponse },
) => Outcome | Promise<Outcome>;

/** More than any client of sound mind reads. */
const hugeBytes = 9 * 1_024 * 1_024;
const administrator = 2;

const sufferings: Record<FaultKind, Suffering> = {
  access: (call) => call.refuse(accessError(`You are not allowed to access '${call.model}' records.`)),
  credentials: (call) => call.refuse(revokedKey()),
  lock: (call) => call.refuse(lockError('The record is locked by another transaction.')),
  missing: (call) => call.refuse(missingError(call.model ?? '', [1], administrator)),
  serialization: (call) =>
    call.refuse(
      pythonError(
        'psycopg2.errors.SerializationFailure',
        'could not serialize access due to concurrent update\n',
      ),
    ),

  down: () => htmlPage(503, 'Service Unavailable', 'Estamos em manutenção. Voltamos em instantes.'),
  html200: () => htmlPage(200, 'Odoo', 'Sign in to continue.'),
  html500: () => htmlPage(500, 'Internal Server Error', 'The server encountered an internal error.'),
  login: () => redirect('/web/login'),
  'proxy-json': () => ({
    ...{ status: 504, contentType: 'application/json; charset=utf-8' as const },
    body: '{"message":"Endpoint request timed out"}',
  }),

  hang: () => undefined,
  drop: (_call, { response }) => {
    response.destroy();
    return undefined;
  },
  slow: async (call, { fault }) => {
    await sleep(fault.delay, undefined, { ref: false });
    return call.run();
  },

  'hang-after-commit': (call) => {
    call.run();
    return undefined;
  },
  'drop-after-commit': (call, { response }) => {
    call.run();
    response.destroy();
    return undefined;
  },
  'half-answer': (call, { response }) => {
    const { status, contentType, body } = call.run();
    response.writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
    return undefined;
  },
  'huge-answer': (call) => {
    const answer = call.run();
    return { ...answer, body: answer.body + ' '.repeat(hugeBytes) };
  },
  'wrong-status': (call) => ({ ...call.run(), status: 500 }),
};

/** Answers a call the way the fault wants it; undefined where no answer ever comes. */
export async function sufferFault(
  fault: Fault,
  call: ProtocolCall,
  response: ServerResponse,
): Promise<Outcome> {
  return sufferings[fault.kind](call, { fault, response });
}
