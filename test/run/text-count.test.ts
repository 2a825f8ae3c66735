import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadTask } from '../../src/registry/load-task.js';
import { TextCount } from '../../src/run/text-count.js';
import type { Cell } from '../../src/types/cell.js';

function cell(subset: string, task = 'UDHRRetrieval'): Cell {
  return {
    model: { name: 'org/model', revision: 'r1' },
    task,
    split: 'test',
    subset,
    setting: 'monolingual',
    queryLanguages: [],
    documentLanguages: [],
  };
}

describe('the texts of a model', () => {
  it('are known from the definition before anything is loaded', async () => {
    const definition = await loadTask('UDHRRetrieval');
    const counts = definition.counts?.['test']?.subsets?.['eng-multi'];
    const tasks = new Map([['UDHRRetrieval', { definition }]]);
    const texts = new TextCount([cell('eng-eng'), cell('eng-multi')], tasks);
    expect(texts.total).toBe(100 + (counts?.num_queries ?? 0) + (counts?.num_documents ?? 0));
    expect(new TextCount([cell('eng-eng')], tasks, 10).total).toBe(60);
  });

  it('are exact once all is loaded, and never fewer than are done', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 20 }), (sizes) => {
        const cells = sizes.map((_, i) => cell(`s${i}`, 'NoSuchTask'));
        const texts = new TextCount(cells, new Map());
        let loaded = 0;
        for (const [i, one] of cells.entries()) {
          const size = sizes[i] ?? 0;
          texts.loaded(one, size);
          texts.add(size);
          loaded += size;
          expect(texts.total).toBeGreaterThanOrEqual(texts.done);
          // What is not loaded is expected to be as large as the mean of the others.
          expect(texts.total).toBe(Math.round((loaded / (i + 1)) * sizes.length));
        }
        expect([texts.total, texts.done]).toEqual([loaded, loaded]);
      }),
    );
  });
});
