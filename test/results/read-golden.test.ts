import { describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTaskResult } from '../../src/results/read/task-result.js';
import type { TaskFacts } from '../../src/results/task-facts.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import { golden, temporaryFolder } from './support.js';

type Facts = Omit<TaskFacts, 'subsets' | 'aggregate'> & { subsets: Record<string, string[]> };
const data = await golden();
const legacy = data['legacy'] as { raw: object; facts: Facts; expected: TaskResult }[];
const current = data['current'] as { raw: object; expected: TaskResult; date: number | null }[];

async function load(raw: object, facts?: Facts): Promise<TaskResult> {
  const file = join(await temporaryFolder(), 'x.json');
  await writeFile(file, JSON.stringify(raw));
  const known: TaskFacts | undefined = facts && {
    ...facts,
    subsets: new Map(Object.entries(facts.subsets)),
    aggregate: false,
  };
  return (await readTaskResult(file, (name) => (name === known?.name ? known : undefined))).result;
}

/**
 * Entries without version: for an old file Python states its own there, we the file's. NaN is
 * Python's null.
 */
function withoutVersions(scores: TaskResult['scores']): unknown {
  return Object.fromEntries(
    Object.entries(scores).map(([split, entries]) => [
      split,
      entries.map((entry) => ({
        ...entry,
        mteb_version: undefined,
        main_score: Number.isNaN(entry.main_score) ? null : entry.main_score,
      })),
    ]),
  );
}

describe('a file from before mteb 1.11', () => {
  it.each(legacy.map((one, i) => [i, JSON.stringify(one.raw).slice(0, 60), one] as const))(
    'is converted as Python mteb converts it: %i %s',
    async (_i, _text, { raw, facts, expected }) => {
      const result = await load(raw, facts);
      expect({ ...result, scores: withoutVersions(result.scores) }).toEqual({
        ...expected,
        scores: withoutVersions(expected.scores),
      });
      expect(Object.keys(result.scores)).toEqual(Object.keys(expected.scores));
    },
  );

  it('is readable without its definition; the main score is then unknown', async () => {
    const result = await load({ mteb_dataset_name: 'Gone', test: { ndcg_at_10: 0.25 } });
    expect(result.scores['test']?.[0]).toMatchObject({
      main_score: NaN,
      ndcg_at_10: 0.25,
      hf_subset: 'default',
      languages: [],
    });
  });
});

describe('a file of today', () => {
  it.each(current.map((one, i) => [i, one] as const))(
    'is filled in as Python mteb does: %i',
    async (_i, { raw, expected, date }) => {
      const result = await load(raw);
      expect({ ...result, date: null }).toEqual({ ...expected, date: null });
      if (date === null) expect(result.date).toBeNull();
      else expect(result.date).toBeCloseTo(date, 5);
    },
  );
});
