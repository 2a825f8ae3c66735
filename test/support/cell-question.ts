import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { loadUserTask } from '../../src/registry/load-task.js';
import type { CellQuestion } from '../../src/run/cell/cell-search.js';
import type { QueueWorld } from './queue-world.js';

/** The one cell of a task of `world`, as a run asks for it: 130 documents, 12 queries. */
export async function questionOf(
  world: QueueWorld,
): Promise<Omit<CellQuestion, 'k' | 'signal' | 'onTexts'>> {
  const { tasks, data } = world.task('Contract', { documents: 130, queries: 12, words: 12 });
  const definition = await loadUserTask(tasks[0] ?? '');
  const source = await openFolder((data[0] ?? '').replace(/^Contract=/, ''));
  const dataset = await openDataset(definition, { split: 'test', subset: 'default', source });
  const { queries, queryLanguages, documentLanguages, setting } = dataset;
  return {
    definition,
    dataset,
    queries,
    cell: {
      model: { name: 'test/any', revision: '1' },
      task: definition.name,
      split: 'test',
      subset: 'default',
      setting,
      queryLanguages,
      documentLanguages,
    },
    context: {
      task: definition.name,
      taskType: definition.type,
      subset: 'default',
      queryLanguages,
      documentLanguages,
    },
  };
}
