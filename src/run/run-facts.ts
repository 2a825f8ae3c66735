import { packageVersion } from '../base/folders.js';
import { readManifest } from '../results/read/run-manifest.js';
import type { RunFacts } from '../results/write/run-manifest.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { OpenedModel } from './open/model-facts.js';
import { ownDefinitions } from './own-definitions.js';
import { shownPrecision } from './declared-precision.js';
import type { ModelPlan } from './plan.js';
import { plannedPrompts } from './planned-prompts.js';
import type { RunRequest } from './request/request.js';
import { runtimeVersion } from './open/versions.js';

/**
 * Options that only choose cells, or what a run says of them: which cells there are, the manifest's
 * list says, in however many runs they came.
 */
const CHOOSES_CELLS: ReadonlySet<string> = new Set([
  'tasks',
  'benchmark',
  'languages',
  'families',
  'scripts',
  'settings',
  'subsets',
  'splits',
  'fresh',
  'strictData',
]);

/** What the manifest says about a run. @param definitions of the tasks that are run */
export async function runFacts(
  { id, folder, prompts, registered }: ModelPlan,
  opened: OpenedModel,
  definitions: readonly TaskDefinition[],
  request: Pick<RunRequest, 'stated'>,
): Promise<RunFacts> {
  const facts: RunFacts = {
    glottobench: packageVersion(),
    onnxruntime: opened.manifest.pooling === null ? null : runtimeVersion(),
    model: { name: id.name, revision: id.revision },
    ...opened.manifest,
    ...(opened.manifest.precision !== null && {
      precision: shownPrecision(opened.manifest.precision, registered),
    }),
    ...(prompts !== undefined && { task_prompts: plannedPrompts(prompts, definitions) }),
    tasks: await ownDefinitions(definitions),
    config: Object.fromEntries(
      Object.entries(request.stated).filter(([option]) => !CHOOSES_CELLS.has(option)),
    ),
  };
  const stored = await readManifest(folder);
  // Measured on the texts of the first cell: a run that goes on does not measure on others.
  const measured =
    stored?.glottobench === facts.glottobench && stored.onnxruntime === facts.onnxruntime
      ? stored.fidelity
      : undefined;
  return opened.fidelity === undefined || measured === undefined
    ? facts
    : { ...facts, fidelity: measured };
}
