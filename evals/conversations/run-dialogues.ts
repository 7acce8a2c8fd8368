import type { Company, Dialogue } from './dialogue.ts';
import { inLanes } from './in-lanes.ts';
import { type Failure, judge } from './judge.ts';
import { playDialogue } from './play-dialogue.ts';
import { type Stage, startStage } from './stage.ts';

/** One run of one dialogue. */
export interface DialogueResult {
  dialogue: Dialogue;
  failures: Failure[];
  tokens: number;
  money: number;
  seconds: number;
}

/** Plays a dialogue and judges it. */
export async function runDialogue(stage: Stage, dialogue: Dialogue): Promise<DialogueResult> {
  const played = await playDialogue(stage, dialogue);
  return { dialogue, failures: judge(played), ...played.spent, seconds: played.seconds };
}

/**
 * Plays all of them so many times, side by side on a deployment for each company. Those about appointments take turns:
 * they choose from the same free times.
 *
 * @param variables See startStage.
 */
export async function runDialogues(
  dialogues: readonly Dialogue[],
  {
    variables,
    runs,
    atOnce,
  }: { variables: Record<string, string | undefined>; runs: number; atOnce: number },
): Promise<{ model: string; results: DialogueResult[] }> {
  const stages = new Map<Company, Stage>();
  try {
    for (const { company } of dialogues) {
      if (!stages.has(company)) stages.set(company, await startStage(company, variables));
    }
    const jobs = Array.from({ length: runs }, () => dialogues).flat();
    const laneOf = (dialogue: Dialogue) => (dialogue.class === 'scheduling' ? dialogue.company : undefined);
    const results = await inLanes(jobs, { laneOf, atOnce }, (dialogue) =>
      runDialogue(stages.get(dialogue.company) as Stage, dialogue),
    );
    const [stage] = stages.values();
    return { model: stage?.everything.config.OPENAI_MODEL ?? 'none', results };
  } finally {
    await Promise.all([...stages.values()].map((stage) => stage.close()));
  }
}
