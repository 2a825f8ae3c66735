import { describe, expect, it } from '@jest/globals';
import { GlottobenchError } from '../../../src/base/errors.js';
import { RunSummary } from '../../../src/cli/render/run-summary.js';
import type { Cell } from '../../../src/types/cell.js';

const cell: Cell = {
  model: { name: 'org/model', revision: 'r1' },
  task: 'Task',
  split: 'test',
  subset: 'de',
  setting: 'monolingual',
  queryLanguages: ['deu-Latn'],
  documentLanguages: ['deu-Latn'],
};

describe('the end of a run', () => {
  it('says of a failed cell in which file and line the fault lies, and what to do', () => {
    const summary = new RunSummary();
    const error = new GlottobenchError('GB_DATA_CORRUPT', 'no judgement', {
      file: 'data/qrels.tsv',
      line: 7,
      hint: 'fetch it again',
    });
    for (const subset of ['de', 'fr'])
      summary.event({
        type: 'cell',
        result: { state: 'failed', cell: { ...cell, subset }, error },
      });
    expect(summary.closing()[0]).toBe(
      'failed   org/model Task (2 cells): data/qrels.tsv:7: no judgement (fetch it again)',
    );
    expect(summary.status).toBe(4);
  });
});
