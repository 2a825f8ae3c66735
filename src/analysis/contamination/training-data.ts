import { readFileSync } from 'node:fs';
import { packagePath } from '../../base/folders.js';
import { modelFacts, registeredModel } from '../../registry/models/model-registry.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import type { RegisteredModel } from '../../types/generated/model-registry.js';
import type { TaskNames } from '../../types/generated/task-names.js';

/** Tasks of ours that MTEB does not have: their names are written as theirs are. */
const OWN_TASKS = ['UDHRRetrieval', 'XQuADRRetrieval', 'MLQARRetrieval'];

/**
 * Language models that were pretrained on plain text and on no retrieval data: that a model was
 * made from one of them leaves nothing open.
 */
const PRETRAINED =
  /^(google-bert\/)?bert-base-multilingual-(un)?cased$|^(FacebookAI\/)?xlm-roberta-(base|large)$|^microsoft\/(Multilingual-MiniLM-L12-H384|mdeberta-v3-base)$|^google\/u?mt5-(small|base|large|xl|xxl)$|^jhu-clsp\/mmBERT-(small|base)$|^EuroBERT\/EuroBERT-(210m|610m|2.1B)$/i;

interface Names {
  readonly known: ReadonlySet<string>;
  readonly near: ReadonlyMap<string, readonly string[]>;
}

let read: Names | undefined;

function names(): Names {
  if (read === undefined) {
    const { tasks, relatives } = JSON.parse(
      readFileSync(packagePath('data', 'mteb', 'names.json'), 'utf8'),
    ) as TaskNames;
    const near = new Map<string, string[]>();
    const tie = (a: string, b: string): void => void near.set(a, [...(near.get(a) ?? []), b]);
    for (const [parent, children] of Object.entries(relatives))
      for (const child of children) {
        tie(parent, child);
        tie(child, parent);
      }
    read = { known: new Set([...tasks, ...near.keys(), ...OWN_TASKS]), near };
  }
  return read;
}

/** Whether MTEB, or we, know a data set by this name. */
export function isKnownName(name: string): boolean {
  return names().known.has(name);
}

/**
 * A name and its relatives over any number of steps. Source: mteb/models/model_meta.py
 * `_collect_similar_tasks`.
 */
export function withRelatives(given: Iterable<string>): Set<string> {
  const found = new Set(given);
  for (const name of found) for (const other of names().near.get(name) ?? []) found.add(other);
  return found;
}

/** Where a model comes from: its card, its place in MTEB's registry, and what it was made from. */
export interface Origin {
  readonly card: Pick<CheckpointCard, 'training_datasets' | 'base_model'> | null | undefined;
  readonly registered: RegisteredModel | undefined;
  /** Names of models that it was made from, beside those of card and registry. */
  readonly bases?: readonly string[] | undefined;
}

/**
 * The data that a model and those it was made from were trained on, by their names. A name that is
 * none of MTEB's, of data or of a model, stands for what is not known. undefined: nothing is
 * stated, and nothing is known of an ancestor.
 */
export function trainingNames(origin: Origin): readonly string[] | undefined {
  const { card, registered } = origin;
  const own = [...cardNames(card), ...registeredNames(registered)];
  const stated =
    card?.training_datasets !== undefined || registered?.training_datasets !== undefined;
  const bases = [card?.base_model, registered?.adapted_from, ...(origin.bases ?? [])];
  const seen = new Set<string>(registered === undefined ? [] : [registered.name]);
  const inherited = bases.flatMap((base) => (base === undefined ? [] : ancestorNames(base, seen)));
  if (stated) return [...new Set([...own, ...inherited])];
  const known = inherited.filter(isKnownName);
  // what the model itself was trained on is not stated: whatever its ancestors saw, that stays open
  return known.length === 0 ? undefined : [...new Set([...known, 'training data not stated'])];
}

function cardNames(card: Origin['card']): string[] {
  return (card?.training_datasets ?? []).flatMap(({ name, mteb_task: task }) =>
    task === undefined ? [name] : isKnownName(name) ? [task, name] : [task],
  );
}

function registeredNames(model: RegisteredModel | undefined): readonly string[] {
  return model === undefined ? [] : (modelFacts(model).training_datasets ?? []);
}

/** What an ancestor was trained on, and its own ancestors; its name where that is not known. */
function ancestorNames(name: string, seen: Set<string>): string[] {
  const model = registeredModel(name);
  if (model === undefined) return PRETRAINED.test(name) ? [] : [name];
  if (seen.has(model.name)) return [];
  seen.add(model.name);
  const { training_datasets: trained } = modelFacts(model);
  const further = model.adapted_from === undefined ? [] : ancestorNames(model.adapted_from, seen);
  const open = trained === null && !PRETRAINED.test(name) ? [model.name] : [];
  return [...open, ...(trained ?? []), ...further];
}

/**
 * `training_datasets` of model_meta.json: every known name with its relatives, ancestors' data
 * among them, so that Python's `is_zero_shot_on` answers False wherever we say no. null, Python's
 * None, where nothing is known by a name.
 */
export function writtenTrainingData(trained: readonly string[] | undefined): string[] | null {
  if (trained === undefined) return null;
  const known = trained.filter(isKnownName);
  if (known.length === 0 && trained.length > 0) return null;
  return [...withRelatives(known)].sort();
}
