import { pointerStep, type Finding } from '../finding.js';
import type { LoadedResult } from '../read/task-result.js';
import { unionOfLanguages, type TaskFacts } from '../task-facts.js';
import { placedEntries, type PlacedEntry } from './entries.js';

/** A result against the definition of its task: revision, splits, subsets, languages. */
export function* checkDefinition(loaded: LoadedResult): Generator<Finding> {
  const { result, facts, legacy } = loaded;
  if (facts === undefined) {
    yield {
      kind: 'task-unknown',
      pointer: legacy ? '/mteb_dataset_name' : '/task_name',
      message: `no definition of "${result.task_name}" is known: its subsets and languages cannot be checked`,
    };
    return;
  }
  if (result.dataset_revision !== facts.revision) {
    yield {
      kind: 'dataset-revision',
      pointer: '/dataset_revision',
      message: `${result.dataset_revision}; the definition has ${facts.revision}`,
    };
  }
  const entries = placedEntries(loaded);
  yield* checkSplits(loaded, facts);
  for (const split of Object.keys(result.scores))
    yield* checkSubsets(
      split,
      entries.filter((placed) => placed.split === split),
      facts,
      legacy,
    );
  for (const placed of entries) yield* checkLanguages(placed, facts, legacy);
}

function* checkSplits({ result, legacy }: LoadedResult, facts: TaskFacts): Generator<Finding> {
  const root = legacy ? '' : '/scores';
  for (const split of Object.keys(result.scores)) {
    if (!facts.splits.includes(split))
      yield {
        kind: 'split-unknown',
        pointer: root + pointerStep(split),
        message: `the task evaluates ${facts.splits.join(', ')}`,
      };
  }
  for (const split of facts.splits) {
    if (!(split in result.scores))
      yield { kind: 'split-missing', pointer: root, message: `no scores of the split ${split}` };
  }
}

function* checkSubsets(
  split: string,
  entries: readonly PlacedEntry[],
  facts: TaskFacts,
  legacy: boolean,
): Generator<Finding> {
  const wanted = facts.aggregate ? ['default'] : [...facts.subsets.keys()];
  const seen = new Set<string>();
  for (const { entry, pointer } of entries) {
    const subset = entry.hf_subset;
    const place = legacy ? pointer : `${pointer}/hf_subset`;
    if (seen.has(subset))
      yield {
        kind: 'subset-duplicate',
        pointer: place,
        message: `the subset ${subset} stands twice in the split ${split}`,
      };
    else if (!wanted.includes(subset) && facts.openSubsets?.test(subset) !== true)
      yield { kind: 'subset-unknown', pointer: place, message: `the task has no subset ${subset}` };
    seen.add(subset);
  }
  if (!facts.splits.includes(split)) return;
  const missing = wanted.filter((subset) => !seen.has(subset));
  if (missing.length === 0) return;
  const names = `${missing.slice(0, 4).join(', ')}${missing.length > 4 ? ', ...' : ''}`;
  yield {
    kind: 'subset-missing',
    pointer: `${legacy ? '' : '/scores'}${pointerStep(split)}`,
    message: `${missing.length} of ${wanted.length} subsets have no scores: ${names}`,
  };
}

function* checkLanguages(
  { entry, pointer }: PlacedEntry,
  facts: TaskFacts,
  legacy: boolean,
): Generator<Finding> {
  if (legacy) return;
  const wanted = facts.aggregate ? unionOfLanguages(facts) : facts.subsets.get(entry.hf_subset);
  if (wanted === undefined) return;
  const same = facts.aggregate
    ? sameSet(wanted, entry.languages)
    : wanted.length === entry.languages.length &&
      wanted.every((language, i) => language === entry.languages[i]);
  if (!same)
    yield {
      kind: 'languages',
      pointer: `${pointer}/languages`,
      message: `${brief(entry.languages)}; the definition of ${entry.hf_subset} has ${brief(wanted)}`,
    };
}

function brief(languages: readonly string[]): string {
  return `[${languages.slice(0, 6).join(', ')}${languages.length > 6 ? `, ... ${languages.length} in all` : ''}]`;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const x = new Set(a);
  const y = new Set(b);
  return x.size === y.size && [...x].every((member) => y.has(member));
}
