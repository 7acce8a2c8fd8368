import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { InputError } from '#errors/errors.ts';
import { toolDefiner } from '#mcp-servers/kit/define-tool.ts';
import type { CallerLink } from '#mcp-servers/kit/provider.ts';
import { annotations } from './content-tools.ts';
import { defaultsForm, enumsForm, type Form, userForm } from './forms.ts';

const pauseMs = 50;

const defineTool = toolDefiner<undefined>();

/** A tool that speaks with its caller before it answers. */
const talking = <Input extends z.ZodObject>(
  name: string,
  input: Input,
  talk: (caller: CallerLink, given: z.output<Input>) => Promise<string>,
) =>
  defineTool({
    name,
    title: name,
    description: 'Speaks with its caller before it answers.',
    scope: 'fixture:read',
    annotations,
    input,
    output: z.object({ text: z.string() }),
    async handle(given, { caller }) {
      if (!caller) throw new InputError('The caller cannot be spoken to.');
      return { text: await talk(caller, given) };
    },
    content: ({ text }) => [{ type: 'text', text }],
  });

const asking = (name: string, form: Form) =>
  talking(name, z.object({}), async (caller) => {
    const { action, content } = await caller.elicit({ message: 'Please fill this in.', ...form });
    return `Elicitation completed: action=${action}, content=${JSON.stringify(content)}`;
  });

/** Tools for the scenarios in which a tool tells its caller something, or asks it. */
export const talkingTools = [
  talking('test_tool_with_logging', z.object({}), async (caller) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      caller.log({ level: 'info', data });
      await wait(pauseMs);
    }
    return 'Logged.';
  }),

  talking('test_tool_with_progress', z.object({}), async (caller) => {
    for (const progress of [0, 50, 100]) {
      caller.progress({ progress, total: 100 });
      await wait(pauseMs);
    }
    return 'Done.';
  }),

  talking(
    'test_sampling',
    z.object({ prompt: z.string().describe('For the model.') }),
    async (caller, { prompt }) => {
      const { content } = await caller.sample({
        messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
        maxTokens: 100,
      });
      return `LLM response: ${JSON.stringify(content)}`;
    },
  ),

  talking(
    'test_elicitation',
    z.object({ message: z.string().describe('For the person.') }),
    async (caller, { message }) => {
      const { action, content } = await caller.elicit({ message, ...userForm });
      return `User response: action=${action}, content=${JSON.stringify(content)}`;
    },
  ),

  asking('test_elicitation_sep1034_defaults', defaultsForm),
  asking('test_elicitation_sep1330_enums', enumsForm),
];
