import type { World } from '../world.ts';

/** An inbox as the REST API shows it; one of WhatsApp has its message templates with it, as Meta gives them. */
export function inboxJson({ inbox }: World) {
  return {
    id: inbox.id,
    avatar_url: '',
    channel_id: 1,
    name: inbox.name,
    channel_type: inbox.channel,
    greeting_enabled: false,
    greeting_message: null,
    working_hours_enabled: false,
    enable_email_collect: true,
    csat_survey_enabled: false,
    enable_auto_assignment: true,
    auto_assignment_config: {},
    out_of_office_message: null,
    working_hours: [],
    timezone: 'America/Sao_Paulo',
    callback_webhook_url: null,
    allow_messages_after_resolved: true,
    lock_to_single_conversation: true,
    sender_name_type: 'friendly',
    business_name: null,
    hmac_mandatory: null,
    phone_number: inbox.phone,
    provider: 'whatsapp_cloud',
    message_templates: inbox.templates.map(({ name, language, category, status, text }) => ({
      id: name,
      name,
      language,
      category,
      status,
      components: [{ type: 'BODY', text }],
      parameter_format: 'POSITIONAL',
    })),
  };
}
