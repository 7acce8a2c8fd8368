import { expect, test } from 'vitest';
import { operatorCommandSchema, parseOperatorCommand } from './operator-command.ts';

test.each([
  ['/bot pausar', { name: 'pause' }],
  ['/bot pause', { name: 'pause' }],
  ['/bot retomar', { name: 'resume' }],
  ['/bot resume', { name: 'resume' }],
  ['/bot aprovar', { name: 'approve' }],
  ['/bot approve', { name: 'approve' }],
  ['/bot rejeitar sem estoque até sexta', { name: 'reject', reason: 'sem estoque até sexta' }],
  ['/bot reject too much credit', { name: 'reject', reason: 'too much credit' }],
  ['/bot resumo', { name: 'summary' }],
  ['/bot summary', { name: 'summary' }],
  ['/bot teste', { name: 'test' }],
  ['/bot test', { name: 'test' }],
])('%s', (note, expected) => {
  expect(parseOperatorCommand(note)).toEqual(expected);
  expect(operatorCommandSchema.parse(parseOperatorCommand(note))).toEqual(expected);
});

test('case, spaces and line ends do not matter', () => {
  expect(parseOperatorCommand('  /BOT   Pausar \n')).toEqual({ name: 'pause' });
  expect(parseOperatorCommand('/bot rejeitar linha um\nlinha dois')).toEqual({
    name: 'reject',
    reason: 'linha um\nlinha dois',
  });
});

test.each(['/bot', '/bot dançar', '/bot ajuda', '/bot rejeitar', '/bot edit 2', '/bot constructor'])(
  '%s is answered with the list of commands',
  (note) => {
    expect(parseOperatorCommand(note)).toEqual({ name: 'help' });
  },
);

test.each(['o cliente escreveu /bot aprovar', '/botao', '/robot pausar', 'bot pausar', ''])(
  '"%s" is a note among people',
  (note) => {
    expect(parseOperatorCommand(note)).toBeUndefined();
  },
);

test('a reason is bounded', () => {
  const command = parseOperatorCommand(`/bot rejeitar ${'x'.repeat(9_000)}`);
  expect(command).toMatchObject({ reason: 'x'.repeat(500) });
});
