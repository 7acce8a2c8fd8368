import { randomBytes } from 'node:crypto';
import { ProjectError } from '#errors/errors.ts';
import type { AcceptedRequest } from './chat-request.ts';
import type { ChatAnswer, ChatRequest } from './policy.ts';

/** The one model that the stand-in has; whatever shows it says whose answers these are. */
export const demoModel = 'demo-model';

interface WireToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** The answer of `POST /v1/chat/completions` without streaming. */
export interface ChatCompletion {
  id: string;
  object: 'chat.completion';
  /** Unix seconds. */
  created: number;
  model: string;
  choices: [
    {
      index: 0;
      message: { role: 'assistant'; content: string | null; refusal: null; tool_calls?: WireToolCall[] };
      logprobs: null;
      finish_reason: 'stop' | 'tool_calls';
    },
  ];
  usage: Usage;
}

/** @throws ProjectError when the policy's answer is not one that the request allows: a defect of the policy. */
export function completeChat(
  request: AcceptedRequest,
  answer: ChatAnswer,
  options: { malformedArguments: boolean },
): ChatCompletion {
  const wanted = answer.toolCalls ?? [];
  const called = request.parallelToolCalls ? wanted : wanted.slice(0, 1);
  checkAnswer(request.chat, called);
  const toolCalls = called.map((call) => toWire(call, options.malformedArguments));
  return {
    id: `chatcmpl-${randomBytes(12).toString('hex')}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1_000),
    model: demoModel,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: answer.content ?? null,
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: finishReason(request.chat, toolCalls.length),
      },
    ],
    usage: usageOf(request.chat, answer),
  };
}

function checkAnswer({ tools, toolChoice }: ChatRequest, called: { name: string }[]): void {
  const refuse = (problem: string) => {
    throw new ProjectError(`The demo policy ${problem}.`, { code: 'policy_error', retryable: false });
  };
  const unknown = called.find((call) => !tools.some((tool) => tool.name === call.name));
  if (unknown) refuse(`called '${unknown.name}', which the request does not offer`);
  if (toolChoice === 'none' && called.length > 0) refuse('called a tool although tool_choice is none');
  if (toolChoice === 'required' && called.length === 0) refuse('called no tool although one is required');
  if (typeof toolChoice === 'object' && called[0]?.name !== toolChoice.name)
    refuse(`did not call '${toolChoice.name}' although it is forced`);
}

function toWire(call: { name: string; arguments: unknown }, malformed: boolean): WireToolCall {
  const text = JSON.stringify(call.arguments ?? {});
  return {
    id: `call_${randomBytes(12).toString('hex')}`,
    type: 'function',
    function: { name: call.name, arguments: malformed ? text.slice(0, -1) : text },
  };
}

/** A forced function ends with `stop`: of all the calls only the model's own choice is a `tool_calls` ending. */
function finishReason({ toolChoice }: ChatRequest, calls: number): 'stop' | 'tool_calls' {
  return calls > 0 && typeof toolChoice !== 'object' ? 'tool_calls' : 'stop';
}

function usageOf(request: ChatRequest, answer: ChatAnswer): Usage {
  const prompt = countTokens(JSON.stringify([request.messages, request.tools]));
  const completion = countTokens(JSON.stringify(answer));
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

/** About four characters a token: close enough for limits and bills of a demonstration. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
