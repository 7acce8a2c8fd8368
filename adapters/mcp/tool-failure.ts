import { errorOfText } from '#errors/describe-error.ts';
import { ProjectError } from '#errors/errors.ts';
import { noAnswer } from './link-errors.ts';

const preface = 'returned an error: ';

/** Which call failed; a write may have been done all the same. */
interface FailedCall {
  tool: string;
  writes: boolean;
}

/** The error that a LangChain tool threw: MCP adapters keep only the text of what its server answered. */
export function toolFailure(error: unknown, call: FailedCall): unknown {
  if (error instanceof ProjectError || (error instanceof Error && error.name === 'AbortError')) return error;
  const text = error instanceof Error ? error.message : '';
  const at = text.indexOf(preface);
  return failureTold(at < 0 ? '' : text.slice(at + preface.length), call, error);
}

/** The error that a tool answered with, from its text. What is not in our form may mean anything. */
export function failureTold(text: string, { tool, writes }: FailedCall, cause?: unknown): ProjectError {
  return errorOfText(text, cause) ?? noAnswer({ server: tool, writes }, cause);
}
