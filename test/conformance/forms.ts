import type { ElicitRequest } from '#adapters/mcp/sdk.ts';

/** What a person is asked to fill in. */
export type Form = Pick<Extract<ElicitRequest['params'], { requestedSchema: unknown }>, 'requestedSchema'>;

export const userForm: Form = {
  requestedSchema: {
    type: 'object',
    properties: {
      username: { type: 'string', description: "User's response" },
      email: { type: 'string', description: "User's email address" },
    },
    required: ['username', 'email'],
  },
};

/** A default for each primitive type (SEP-1034). */
export const defaultsForm: Form = {
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true },
    },
  },
};

const options = ['option1', 'option2', 'option3'];
const titled = (title: string) => [
  { const: 'value1', title: `First ${title}` },
  { const: 'value2', title: `Second ${title}` },
  { const: 'value3', title: `Third ${title}` },
];

/** The five ways of offering a choice (SEP-1330). */
export const enumsForm: Form = {
  requestedSchema: {
    type: 'object',
    properties: {
      untitledSingle: { type: 'string', enum: options },
      titledSingle: { type: 'string', oneOf: titled('Option') },
      legacyEnum: {
        type: 'string',
        enum: ['opt1', 'opt2', 'opt3'],
        enumNames: ['Option One', 'Option Two', 'Option Three'],
      },
      untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
      titledMulti: { type: 'array', items: { anyOf: titled('Choice') } },
    },
  },
};
