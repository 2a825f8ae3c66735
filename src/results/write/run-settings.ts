import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { readText } from '../../base/json.js';
import { compareCodePoints } from '../../base/python.js';
import { RUN_SETTINGS_FILE } from '../layout.js';
import { MTEB_VERSION } from '../mteb-version.js';
import { dumpPythonJson } from '../python-dump.js';

/** Settings under which some subsets of a task were evaluated. */
export interface RunSettings {
  readonly task: string;
  readonly splits: readonly string[];
  readonly subsets: readonly string[];
  /** Package to version, null where it is not there. */
  readonly version: Readonly<Record<string, string | null>>;
  readonly encode_kwargs: Readonly<Record<string, unknown>>;
}

/** `version` of our runs: the packages that mteb names, none of which is used here, and our own. */
export function packageVersions(
  own: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  return {
    mteb: MTEB_VERSION,
    torch: null,
    'sentence-transformers': null,
    'flash-attn': null,
    transformers: null,
    ...own,
  };
}

type Settings = Readonly<Record<string, unknown>>;

/** One (task, split, subset) with its last settings. */
interface Scope {
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly key: string;
  readonly settings: Settings;
}

/**
 * Merges settings into `run_settings.jsonl` as mteb does: every (task, split, subset) keeps its
 * last settings; splits of a task with equal settings and subsets share a line. A line that is no
 * JSON object is dropped, as there. Source: mteb/results/task_result.py
 * `_write_and_merge_keyed_json`.
 */
export async function writeRunSettings(
  folder: string,
  added: readonly RunSettings[],
): Promise<string> {
  const path = join(folder, RUN_SETTINGS_FILE);
  const stored = existsSync(path) ? parseLines(await readText(path)) : [];
  await writeFileAtomic(path, mergeRunSettings(stored, added));
  return path;
}

/**
 * The same, with the lines in the order of their texts, so that the file does not tell in how many
 * runs it was made.
 * @throws GB_WRITE_FAILED
 */
export async function settleRunSettings(
  folder: string,
  added: readonly RunSettings[],
): Promise<string> {
  const path = join(folder, RUN_SETTINGS_FILE);
  const before = existsSync(path) ? await readText(path) : '';
  const lines = mergeRunSettings(parseLines(before), added).split('\n').slice(0, -1);
  const text = lines
    .sort(compareCodePoints)
    .map((line) => `${line}\n`)
    .join('');
  if (text !== before) await writeFileAtomic(path, text);
  return path;
}

/** The text of the merged file. */
function mergeRunSettings(stored: readonly Settings[], added: readonly RunSettings[]): string {
  const scopes = new Map<string, Scope>();
  const lastSpelling = new Map<string, Settings>();
  for (const scope of [...stored, ...added.map((settings) => ({ ...settings }))].flatMap(expand)) {
    const id = JSON.stringify([scope.task, scope.split, scope.subset]);
    // As in a Python dict, an entry that is replaced keeps its place.
    scopes.set(id, scope);
    lastSpelling.set(scope.key, scope.settings);
  }
  const groups = new Map<string, Scope[]>();
  for (const scope of scopes.values())
    append(groups, JSON.stringify([scope.task, scope.key]), scope);
  return [...groups.values()].flatMap((group) => toLines(group, lastSpelling)).join('');
}

function toLines(group: readonly Scope[], spelling: ReadonlyMap<string, Settings>): string[] {
  const bySplit = new Map<string, string[]>();
  for (const { split, subset } of group) append(bySplit, split, subset);
  const rows = new Map<string, string[]>();
  for (const [split, subsets] of bySplit)
    append(rows, JSON.stringify([...new Set(subsets)].sort(compareCodePoints)), split);
  const [first] = group;
  if (first === undefined) return [];
  return [...rows].map(([subsets, splits]) => {
    const line = {
      task: first.task,
      splits: splits.sort(compareCodePoints),
      ...spelling.get(first.key),
      subsets: JSON.parse(subsets) as string[],
    };
    return `${dumpPythonJson(line, { indent: null })}\n`;
  });
}

/**
 * Lines of today, and those of before splits and subsets were combined (a single `split` and
 * `subset`).
 */
function expand(line: Settings): Scope[] {
  const { task, splits, split, subsets, subset, ...settings } = line;
  // Python removes the single names only where the plural is absent; they never stand together.
  const names = (many: unknown, one: unknown): string[] =>
    (Array.isArray(many) ? many : [one]).filter((name) => typeof name === 'string');
  const key = JSON.stringify(sortKeys(settings));
  return names(splits, split).flatMap((s) =>
    names(subsets, subset).map((sub) => ({
      task: String(task),
      split: s,
      subset: sub,
      key,
      settings,
    })),
  );
}

function parseLines(text: string): Settings[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isSettings(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
