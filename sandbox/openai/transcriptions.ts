import express, { type Request, Router } from 'express';
import { InputError } from '#errors/errors.ts';

const largestBytes = 25 * 1_024 * 1_024;
/** Of a voice message, about. */
const bytesOfSecond = 2_000;
const formats = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm'];

/**
 * `POST /audio/transcriptions`. The stand-in does not hear: a recording made for it holds its words as plain text,
 * and what is not text has no words.
 *
 * @param options.requireModel Throws for a model that does not exist.
 * @param options.fails Suffers the next fault; true when there is nothing left to answer.
 */
export function transcriptions(options: {
  requireModel(model: unknown): void;
  fails(request: Request): Promise<boolean>;
}): Router {
  const router = Router();
  router.post(
    '/audio/transcriptions',
    express.raw({ type: 'multipart/form-data', limit: largestBytes }),
    async (request, response) => {
      if (await options.fails(request)) return;
      const form = await formOf(request.body, request.get('content-type') ?? '');
      options.requireModel(form.get('model'));
      const file = form.get('file');
      if (!(file instanceof File)) throw new InputError("Missing required parameter: 'file'.");
      const format = file.name.split('.').at(-1) ?? '';
      if (!formats.includes(format))
        throw new InputError(`Invalid file format. Supported formats: ${JSON.stringify(formats)}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const seconds = Math.max(1, Math.round(bytes.length / bytesOfSecond));
      response.json({ text: wordsOf(bytes), usage: { type: 'duration', seconds } });
    },
  );
  return router;
}

async function formOf(body: unknown, contentType: string): Promise<FormData> {
  try {
    const bytes = body instanceof Uint8Array ? new Uint8Array(body) : undefined;
    return await new Response(bytes ?? null, { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw new InputError('Could not parse multipart form', { cause: error });
  }
}

function wordsOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return ''; // not text: a real recording
  }
}
