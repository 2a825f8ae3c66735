import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkDataNames, dataFolder } from '../../src/run/data-folder.js';
import { withTaskOptions } from '../../src/run/task-options.js';
import { taskWith } from '../support/cells.js';
import { runCommand } from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-data-'));
afterAll(() => rmSync(root, { recursive: true }));
const data = { folders: [] };
const task = (name: string) => ({ name, dataset: { path: 'org/name', revision: '1' } });

describe('folders given with --data', () => {
  it.each([
    [['d'], 'd', 'd'],
    [['A=x,B=y'], 'x', 'y'],
    [['A=x', 'B=y'], 'x', 'y'],
    [['A=x', 'rest'], 'x', 'rest'],
    [['A=x,with comma', 'B=./a=b'], 'x,with comma', './a=b'],
    [['./a=b'], './a=b', './a=b'],
    [['A=x'], 'x', undefined],
  ])('%j', (folders, a, b) => {
    expect([dataFolder(task('A'), folders), dataFolder(task('B'), folders)]).toEqual([a, b]);
  });

  it('refuses two folders for all tasks, and a task that is not run', () => {
    expect(() => dataFolder(task('A'), ['x', 'y'])).toThrow('two folders for all tasks');
    expect(() => checkDataNames([task('XQuADRRetrieval')], ['XQuADRetrieval=x'])).toThrow(
      expect.objectContaining({ hint: 'did you mean: XQuADRRetrieval?' }),
    );
  });

  it('finds the folder of a task inside a copy of its repository', () => {
    mkdirSync(join(root, 'xquad-r'));
    const lareqa = {
      name: 'A',
      dataset: { path: 'github:o/lareqa', name: 'xquad-r', revision: '1' },
    };
    expect(dataFolder(lareqa, [root])).toBe(join(root, 'xquad-r'));
    expect(dataFolder(lareqa, [join(root, 'xquad-r')])).toBe(join(root, 'xquad-r'));
  });

  it('says, task by task, what cannot be had', async () => {
    const failed = await runCommand([
      'run',
      '-m',
      'random',
      '-b',
      'hybrid-batch',
      '--subsets',
      'en-es,sw,th',
      '--offline',
      '--out',
      join(root, 'out'),
    ]);
    expect(failed.status).toBe(3);
    expect(failed.err).toMatch(
      /failed .*XQuADRRetrieval validation en-es: .*GitHub in google-research-datasets\/lareqa, folder xquad-r.*--data XQuADRRetrieval=DIR/,
    );
    expect(failed.err).toMatch(/failed .*MIRACLRetrieval \(2 cells\): .*offline, and the dataset/);
  });
});

describe('options that change the data', () => {
  it('go into the loader and into the data revision, so that results are not merged', async () => {
    const definition = await taskWith('MLQARRetrieval');
    const asked = { ...data, candidateText: 'sentence', keepUnanswerable: true } as const;
    expect(withTaskOptions(definition, asked)).toMatchObject({
      loader: { kind: 'lareqa', candidate_text: 'sentence', skip_unanswerable: false },
      dataset: {
        revision: `${definition.dataset.revision}+candidate_text=sentence+skip_unanswerable=false`,
      },
    });
    expect(withTaskOptions(definition, { ...data, candidateText: 'sentence+paragraph' })).toBe(
      definition,
    );
    expect(withTaskOptions(definition, data)).toBe(definition);
  });

  it('are refused where no task has them', async () => {
    expect(
      await runCommand([
        'run',
        '-m',
        'random',
        '-t',
        'UDHRRetrieval',
        '--candidate-text',
        'sentence',
        '--dry-run',
      ]),
    ).toMatchObject({
      status: 2,
      err: expect.stringContaining('--candidate-text is for tasks of the kind lareqa'),
    });
  });
});
