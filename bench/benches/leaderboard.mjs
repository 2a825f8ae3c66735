import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadResults } from '../../dist/analysis/load-results.js';
import { root, runOurs } from '../support/programs.mjs';

const TREE = join(root, '..', 'shared', 'leaderboard', 'results-main');

/**
 * `aggregate` and `compare` over every model and task of a leaderboard snapshot, from start of the
 * process to its end.
 */
export const bench = {
  title: 'leaderboard: aggregate and compare over 61 models × all multilingual tasks of a snapshot',
  targets: {},
  atMost: { 'aggregate, s': 5, 'compare, s': 5 },
  prepare: async () => {
    if (!existsSync(TREE)) throw new Error(`${TREE} is not there`);
    const { stored, tasks } = await loadResults(TREE);
    const entries = stored.flatMap(({ result }) => Object.values(result.scores).flat());
    const multilingual = [...new Set(stored.map(({ result }) => result.task_name))].filter(
      (name) =>
        new Set(
          stored
            .filter(({ result }) => result.task_name === name)
            .flatMap(({ result }) =>
              Object.values(result.scores)
                .flat()
                .flatMap(({ languages }) => languages),
            ),
        ).size > 1,
    );
    return {
      inputs: {
        models: new Set(stored.map(({ model }) => model)).size,
        files: stored.length,
        tasks: new Set(stored.map(({ result }) => result.task_name)).size,
        multilingualTasks: multilingual.length,
        ofKnownTasks: tasks.size,
        scores: entries.length,
        commands: 'glottobench aggregate TREE; glottobench compare TREE',
      },
      pair: async () => {
        const aggregate = await runOurs(['aggregate', TREE]);
        const compare = await runOurs(['compare', TREE]);
        const shown = (out, title) => Number(new RegExp(`^.*${title}.*$`, 'm').test(out));
        return {
          measures: {
            'aggregate, s': aggregate.seconds,
            'compare, s': compare.seconds,
            'aggregate, MB': aggregate.peakMegabytes,
            'compare, MB': compare.peakMegabytes,
          },
          notes: {
            tables: [
              shown(aggregate.out, 'monolingual · averages'),
              shown(compare.out, 'cross-lingual · all'),
            ],
          },
        };
      },
    };
  },
};
