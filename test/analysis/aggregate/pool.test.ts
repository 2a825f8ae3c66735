import { describe, expect, it } from '@jest/globals';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import { toCells } from '../../../src/analysis/aggregate/cells.js';
import { taskSubsets } from '../../../src/registry/subsets.js';
import { loadTask } from '../../../src/registry/load-task.js';
import type { StoredScores } from '../../../src/types/stored-scores.js';

/** A result file of every subset of a task; the score of a subset is its place. */
async function resultOf(task: string): Promise<StoredScores> {
  const subsets = taskSubsets(await loadTask(task));
  return {
    model: 'org/model',
    revision: 'r1',
    result: {
      task_name: task,
      scores: {
        test: subsets.map(({ subset, languages }, i) => ({
          hf_subset: subset,
          languages: [...languages],
          main_score: i / 1000,
        })),
      },
    },
  } as unknown as StoredScores;
}

describe('a pool in a result file', () => {
  it.each(['UDHRRetrieval', 'XQuADRRetrieval', 'MLQARRetrieval'])(
    'of %s counts for the language that asks, as the definition says and as a run counts it',
    async (name) => {
      const task = await loadTask(name);
      const cells = toCells([await resultOf(name)], {
        taskOf: () => ({ mainScore: task.main_score, direction: task.subset_direction }),
      });
      const sides = cells.map(({ subset, setting, queryLanguages, documentLanguages }) => ({
        subset,
        setting,
        queryLanguages,
        documentLanguages,
      }));
      expect(sides).toEqual(
        taskSubsets(task).map(({ subset, setting, queryLanguages, documentLanguages }) => ({
          subset,
          setting,
          queryLanguages,
          documentLanguages,
        })),
      );
      const { slices } = aggregate(cells, { by: ['family'], draws: 0 });
      const pool = slices.find(({ setting }) => setting === 'multilingual');
      const alone = slices.find(({ setting }) => setting === 'monolingual');
      expect(pool?.overall.languages).toBe(alone?.overall.languages);
      expect(pool?.groupings[0]?.groups.map(({ group }) => group)).toEqual(
        alone?.groupings[0]?.groups.map(({ group }) => group),
      );
    },
  );
});
