import type { DeadLetter, QueueStats } from '#crews/queue/turn-queue.ts';

/** A dead letter as programs and people are shown it. */
export function letterView({ id, turn, error, diedAt }: DeadLetter, now = Date.now()) {
  return {
    id,
    conversation: turn.conversationKey,
    tenant: turn.tenant,
    code: error.code,
    reason: error.message,
    attempts: turn.attempt,
    messages: turn.messages.length,
    died_at: new Date(diedAt).toISOString(),
    age_seconds: Math.max(0, Math.round((now - diedAt) / 1_000)),
  };
}

/** One line for each letter, under a line of titles. */
export function listText(letters: readonly DeadLetter[], total: number, now = Date.now()): string {
  if (letters.length === 0) return 'No dead letters.\n';
  const rows = letters
    .map((letter) => letterView(letter, now))
    .map((view) => [view.id, ageText(view.age_seconds), view.conversation, view.code, view.reason]);
  const more = total > letters.length ? `… and ${total - letters.length} more (--limit)\n` : '';
  return table([['id', 'age', 'conversation', 'code', 'reason'], ...rows]) + more;
}

/** Everything about one letter, the words of the customer included. */
export function letterText(letter: DeadLetter, now = Date.now()): string {
  const view = letterView(letter, now);
  return [
    `id            ${view.id}`,
    `conversation  ${view.conversation}`,
    `given up      ${view.died_at} (${ageText(view.age_seconds)} ago), after ${view.attempts} attempts`,
    `reason        ${view.code}: ${view.reason}`,
    ...(letter.error.fix ? [`what to do    ${letter.error.fix}`] : []),
    'messages',
    ...letter.turn.messages.map((message) => `  ${JSON.stringify(message)}`),
    '',
  ].join('\n');
}

export function statsText({ waiting, active, dead, oldestWaitingMs }: QueueStats): string {
  const oldest =
    waiting + active > 0 ? `, the oldest for ${ageText(Math.round(oldestWaitingMs / 1_000))}` : '';
  return `${waiting} waiting, ${active} running${oldest}; ${dead} dead\n`;
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return `${rows.map((row) => line(row).trimEnd()).join('\n')}\n`;
}

/** 45 s, 12 min, 3 h, 2 d. */
function ageText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
