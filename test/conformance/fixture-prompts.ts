import type { PromptDefinition } from '#mcp-servers/kit/prompts.ts';
import { png } from './content-tools.ts';

const prompt = (
  name: string,
  names: readonly string[],
  text: PromptDefinition['text'],
): PromptDefinition => ({
  name,
  title: name,
  description: 'For the conformance suite.',
  scope: 'fixture:read',
  arguments: Object.fromEntries(names.map((each) => [each, { description: each, required: true }])),
  text,
});

/** Prompts for the scenarios of prompts and of completion. */
export const fixturePrompts: PromptDefinition[] = [
  prompt('test_simple_prompt', [], () => 'This is a simple prompt for testing.'),
  {
    ...prompt(
      'test_prompt_with_arguments',
      ['arg1', 'arg2'],
      ({ arg1, arg2 }) => `Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`,
    ),
    complete: {
      arg1: (value) => ['paris', 'park', 'party', 'test'].filter((each) => each.startsWith(value)),
    },
  },
  prompt('test_prompt_with_embedded_resource', ['resourceUri'], ({ resourceUri = '' }) => [
    {
      type: 'resource',
      resource: {
        uri: resourceUri,
        mimeType: 'text/plain',
        text: 'Embedded resource content for testing.',
      },
    },
    { type: 'text', text: 'Please process the embedded resource above.' },
  ]),
  prompt('test_prompt_with_image', [], () => [
    { type: 'image', data: png, mimeType: 'image/png' },
    { type: 'text', text: 'Please analyze the image above.' },
  ]),
];
