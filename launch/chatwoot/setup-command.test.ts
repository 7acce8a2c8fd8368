import { expect, test } from 'vitest';
import { parseSetupCommand } from './setup-command.ts';

const defaults = {
  inbox: undefined,
  name: undefined,
  conversation: undefined,
  replace: false,
  test: true,
  dryRun: false,
};

test.each([
  [[], {}],
  [['--inbox', '3'], { inbox: 3 }],
  [['--inbox=3', '--dry-run'], { inbox: 3, dryRun: true }],
  [['--name', 'Robô', '--replace'], { name: 'Robô', replace: true }],
  [['--conversation', '12'], { conversation: 12 }],
  [['--no-test'], { test: false }],
])('%j is understood', (args, expected) => {
  expect(parseSetupCommand(args)).toEqual({ ...defaults, ...expected });
});

test.each([
  [['--inbox', 'whatsapp'], /--inbox must be a number/],
  [['--inbox', '0'], /--inbox must be a number/],
  [['--conversation', '-1'], /conversation/],
  [['--force'], /force/],
  [['now'], /now/],
])('%j is refused, with the way to the help', (args, message) => {
  expect(() => parseSetupCommand(args)).toThrow(message);
  expect(() => parseSetupCommand(args)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
});
