import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkDataNames, dataFolder } from '../../src/run/open/data-folder.js';
import { withTaskOptions } from '../../src/run/task-options.js';
import { taskWith } from '../support/cells.js';
import { runCommand } from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-data-'));
afterAll(() => rmSync(root, { recursive: true }));
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
    const asked = { loaderOptions: ['skip_unanswerable=false', 'candidate_text=sentence'] };
    expect(withTaskOptions(definition, asked)).toMatchObject({
      loader: { kind: 'lareqa', candidate_text: 'sentence', skip_unanswerable: false },
      dataset: {
        revision: `${definition.dataset.revision}+candidate_text=sentence+skip_unanswerable=false`,
      },
    });
    expect(
      withTaskOptions(definition, { loaderOptions: ['candidate_text=sentence+paragraph'] }),
    ).toBe(definition);
    expect(withTaskOptions(definition, {})).toBe(definition);
  });

  it.each([
    [['candidate_text=paragraph'], 'candidate_text must be sentence+paragraph or sentence'],
    [['skip_unanswerable'], '--loader-option takes KEY=VALUE, got "skip_unanswerable"'],
    [
      ['skip_unanswerable=true', 'skip_unanswerable=false'],
      'two values of skip_unanswerable: true and false',
    ],
  ])('%j is refused', async (loaderOptions, message) => {
    const definition = await taskWith('MLQARRetrieval');
    expect(() => withTaskOptions(definition, { loaderOptions })).toThrow(
      expect.objectContaining({ code: 'GB_USAGE', message: expect.stringContaining(message) }),
    );
  });

  const dryRun = (task: string, ...rest: string[]) =>
    runCommand(['run', '-m', 'random', '-t', task, ...rest, '--dry-run']);

  it('are refused where no task has them', async () => {
    expect(
      await dryRun('UDHRRetrieval', '--loader-option', 'candidate_text=sentence'),
    ).toMatchObject({
      status: 2,
      err: expect.stringContaining('no task of this run has the loader option "candidate_text"'),
    });
    expect(await dryRun('MLQARRetrieval', '--loader-option', 'candidate_txt=x')).toMatchObject({
      status: 2,
      err: expect.stringContaining('did you mean: candidate_text?'),
    });
  });

  it.each([
    [['--candidate-text', 'sentence'], '--loader-option candidate_text=sentence'],
    [['--keep-unanswerable'], '--loader-option skip_unanswerable=false'],
    [['--loader-optoin', 'a=b'], 'did you mean: --loader-option?'],
  ])('%j is refused with the word of today', async (flags, word) => {
    expect(await dryRun('MLQARRetrieval', ...flags)).toMatchObject({
      status: 2,
      err: expect.stringContaining(word),
    });
  });
});
