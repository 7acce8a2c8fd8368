import type { MessageOption, OutgoingFile, TemplateValues } from '../port.ts';

/** What a message is besides its text. */
export interface MessageExtra {
  options?: readonly MessageOption[];
  template?: TemplateValues;
  file?: OutgoingFile;
}

/** The key of `content_attributes` under which a delivery of ours is stamped. */
export const deliveryAttribute = 'delivery_key';

/**
 * A message as Chatwoot wants it: JSON, or a form where there is a file. Never with a `source_id`: Chatwoot
 * takes that for a message that the channel has sent already.
 */
export function messageBody(
  part: { content: string; key: string; private: boolean },
  { options, template, file }: MessageExtra,
): object | FormData {
  if (file) return formOf(part, file);
  return {
    content: part.content,
    message_type: 'outgoing',
    private: part.private,
    content_attributes: { [deliveryAttribute]: part.key, ...(options ? { items: options } : {}) },
    ...(options ? { content_type: 'input_select' } : {}),
    ...(template ? { template_params: templateParameters(template) } : {}),
  };
}

function formOf(part: { content: string; key: string }, { name, type, bytes }: OutgoingFile): FormData {
  const form = new FormData();
  form.set('content', part.content);
  form.set('message_type', 'outgoing');
  form.set(`content_attributes[${deliveryAttribute}]`, part.key);
  form.set('attachments[]', new File([new Uint8Array(bytes)], name, { type }));
  return form;
}

const templateParameters = ({ name, language, category, values }: TemplateValues) => ({
  name,
  language,
  category,
  processed_params: values,
});
