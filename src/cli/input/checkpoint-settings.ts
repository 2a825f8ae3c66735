import { readCheckpoint } from '../../models/checkpoint/checkpoint.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import { promptTable } from '../../models/prompt-loading.js';
import { loadTask } from '../../registry/load-task.js';
import { loadingOfFolder } from '../../run/open/registered.js';
import { plannedPrompts } from '../../run/planned-prompts.js';
import type { TaskInstruction } from '../../types/encoder.js';
import type { ManifestPrompts } from '../../types/generated/run-manifest.js';
import { encoderOptions } from './options.js';

/**
 * The settings a command opens a checkpoint with: what was given, and what MTEB's loader sets where
 * the weights are a registered model's.
 */
interface CheckpointSettings {
  readonly settings: EncoderSettings;
  readonly warnings: readonly string[];
}

/** @throws as `readCheckpoint` and `loadingOf` */
export async function checkpointSettings(
  folder: string,
  given: Readonly<Record<string, unknown>>,
): Promise<CheckpointSettings> {
  const wanted: EncoderSettings = Object.fromEntries(
    Object.entries(encoderOptions(given)).filter(([, value]) => value !== undefined),
  );
  const { encoder, model } = await loadingOfFolder(await readCheckpoint(folder), wanted, {});
  return {
    settings: encoder,
    warnings:
      model === undefined
        ? []
        : [
            `its weights are those of ${model.name} in the hub cache: it is opened as MTEB opens that model`,
          ],
  };
}

/** The prompts of a task under these settings, by its name. */
export async function promptsInTask(
  folder: string,
  settings: EncoderSettings,
  name: string,
): Promise<Record<string, ManifestPrompts>> {
  const { model } = await readCheckpoint(folder);
  return plannedPrompts(promptTable(model, settings), [await loadTask(name)]);
}

/** The instruction of a task that is known here; another one has none. */
export async function instructionOf(task: string | undefined): Promise<TaskInstruction> {
  if (task === undefined) return null;
  const definition = await loadTask(task).catch(() => undefined);
  return definition?.prompt ?? null;
}
