import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SUBMISSION_RULES } from '../../src/results/submit/rules.js';
import type { Submission } from '../../src/types/generated/submission.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { runCommand } from '../support/run-command.js';
import {
  changed,
  cloneOf,
  COMMIT,
  editFile,
  firstOf,
  FOLDER,
  fresh,
  MODEL,
  removeFolders,
  submitted,
  TASK,
  tree,
  type Result,
} from '../support/submission-tree.js';
import { sharedPath } from './support.js';

let good = '';
beforeAll(async () => {
  good = await tree(MODEL, COMMIT);
});
afterAll(removeFolders);

describe('results submit', () => {
  it('writes the folder, and what the registry needs of a model that it does not know', async () => {
    const { verdict, files, problems, to, snippet, person, doubts } = await submitted(good);
    expect([verdict, problems, doubts]).toEqual(['ready-after-registry', [], []]);
    expect(files).toContain(`results/${FOLDER}/${COMMIT}/${TASK}.json`);
    const python = await readFile(join(to, 'model_meta_for_registry.py'), 'utf8');
    expect(python).toBe(snippet);
    expect(python).toContain('my_model = ModelMeta(');
    expect(person[0]).toContain('embeddings-benchmark/mteb');
    expect(
      await readFile(join(to, 'results', FOLDER, COMMIT, `${TASK}.json`), 'utf8'),
    ).not.toContain('NaN');
  });

  it('is ready for a registered model at a commit', async () => {
    const from = await tree(
      'intfloat/multilingual-e5-small',
      'fd1525a9fd15316a2d503bf26ab031a61d056e98',
    );
    const { verdict, snippet } = await submitted(from);
    expect([verdict, snippet]).toEqual(['ready', null]);
  });

  it.each<[string, string, () => Promise<string>]>([
    [
      'model-meta-missing',
      'no model_meta.json',
      () => changed(good, (folder) => rm(join(folder, 'model_meta.json'))),
    ],
    [
      'folder-name',
      'a folder of another revision',
      () => changed(good, (folder) => rename(folder, join(folder, '..', 'b'.repeat(40)))),
    ],
    ['revision-not-real', 'a revision that is no commit', () => tree(MODEL, 'external')],
    [
      'revision-not-real',
      'a revision with settings of ours',
      () => tree(MODEL, `${COMMIT}-pq08a8bf`),
    ],
    [
      'two-revisions',
      'a task under two revisions',
      async () => {
        const [one, other] = [await tree(MODEL, COMMIT), await tree(MODEL, 'b'.repeat(40))];
        await cp(other, one, { recursive: true });
        return one;
      },
    ],
    [
      'file-size',
      'a file above 10 MiB',
      () =>
        changed(good, (folder) =>
          writeFile(
            join(folder, 'run_settings.jsonl'),
            `{"task": "${'x'.repeat(10 * 2 ** 20)}"}\n`,
          ),
        ),
    ],
    [
      'main-score-missing',
      'a main score that is NaN',
      () =>
        changed(good, (folder) =>
          editFile(join(folder, `${TASK}.json`), (text) =>
            text.replace(/"main_score": [\d.]+/, '"main_score": NaN'),
          ),
        ),
    ],
    [
      'dataset-revision',
      'another revision of the data',
      () =>
        changed(good, (folder) =>
          editFile(join(folder, `${TASK}.json`), (text) =>
            text.replace(
              /"dataset_revision": "[0-9a-f]+"/,
              `"dataset_revision": "${'c'.repeat(40)}"`,
            ),
          ),
        ),
    ],
    [
      'subset-missing',
      'a subset that is missing',
      () =>
        changed(good, (folder) =>
          editFile(join(folder, `${TASK}.json`), (text) => {
            const result = JSON.parse(text) as Result;
            Object.values(result.scores)[0]?.pop();
            return JSON.stringify(result, null, 2);
          }),
        ),
    ],
    [
      'main-score',
      'a main score that is not the metric',
      () =>
        changed(good, (folder) =>
          editFile(join(folder, `${TASK}.json`), (text) => {
            const result = JSON.parse(text) as Result;
            firstOf(result).main_score = 0.123;
            return JSON.stringify(result, null, 2);
          }),
        ),
    ],
    [
      'model-meta',
      'a model_meta.json that lacks members',
      () =>
        changed(good, (folder) =>
          editFile(join(folder, 'model_meta.json'), (text) =>
            text.replace(/ *"open_weights": null,\n/, ''),
          ),
        ),
    ],
  ])('refuses %s: %s', async (rule, _why, make) => {
    const { verdict, problems, files, to } = await submitted(await make());
    expect(problems.map((one) => one.rule)).toContain(rule);
    expect([verdict, files, await readdir(to)]).toEqual(['not-acceptable', [], []]);
    for (const { remedy, file, message } of problems)
      expect([remedy, file, message].every((text) => text.length > 3)).toBe(true);
  });

  it('writes a file under the name of its task, and bare NaN as null', async () => {
    const from = await changed(good, async (folder) => {
      await editFile(join(folder, `${TASK}.json`), (text) =>
        text.replace(/("nauc_[a-z0-9_]+"): -?[\d.]+/, '$1: NaN'),
      );
      await rename(join(folder, `${TASK}.json`), join(folder, 'Other.json'));
    });
    const { verdict, to } = await submitted(from);
    expect(verdict).toBe('ready-after-registry');
    const text = await readFile(join(to, 'results', FOLDER, COMMIT, `${TASK}.json`), 'utf8');
    expect([text.includes('NaN'), /"nauc_[a-z0-9_]+": null/.test(text)]).toEqual([false, true]);
  });

  it.each<[string, string, (result: Result) => void]>([
    [
      'nothing-lost',
      'a subset that the repository has',
      (result) => {
        const entry = firstOf(result);
        Object.values(result.scores)[0]?.push({ ...entry, hf_subset: 'gone' });
      },
    ],
    [
      'nothing-lost',
      'a language that the repository has',
      (result) => {
        firstOf(result).languages.push('fra-Latn');
      },
    ],
    [
      'score-moved',
      'a score that moves by more than 0.001',
      (result) => {
        firstOf(result).main_score += 0.0011;
      },
    ],
  ])('refuses %s against a clone: %s', async (rule, _why, change) => {
    const { verdict, problems } = await submitted(good, await cloneOf(good, change));
    expect([verdict, problems.map((one) => one.rule)]).toEqual(['not-acceptable', [rule]]);
  });

  it('lets a score move by a thousandth, and writes the table of both', async () => {
    const clone = await cloneOf(good, (result) => {
      firstOf(result).main_score += 0.0009;
    });
    const { verdict, to, comparison } = await submitted(good, clone);
    expect([verdict, comparison.length]).toEqual(['ready-after-registry', 12]);
    const table = await readFile(join(to, 'comparison.md'), 'utf8');
    expect(table).toContain('-0.000900 |');
  });

  it('refuses a task that the clone has under another revision', async () => {
    const clone = await fresh();
    await cp(await tree(MODEL, 'b'.repeat(40)), join(clone, 'results'), { recursive: true });
    const { problems } = await submitted(good, clone);
    expect(problems.map((one) => one.rule)).toEqual(['two-revisions']);
  });

  it('ends with 0, or with 5 and the rules, on the command line', async () => {
    const to = await fresh();
    const done = await runCommand(['results', 'submit', good, '--to', to]);
    expect([done.status, done.out]).toEqual([
      0,
      expect.stringContaining("ready after the registry's pull request"),
    ]);
    const refused = await runCommand([
      'results',
      'submit',
      await tree(MODEL, 'external'),
      '--to',
      to,
      '--json',
    ]);
    expect([refused.status, (JSON.parse(refused.out) as Submission).verdict]).toEqual([
      5,
      'not-acceptable',
    ]);
    expect(Object.keys(SUBMISSION_RULES)).toHaveLength(7);
  });

  const conformance = sharedPath('mteb', 'conformance.py');
  (oraclePython === undefined || conformance === undefined ? it.skip : it)(
    'is what Python mteb accepts, and the snippet is a ModelMeta',
    async () => {
      const { to } = await submitted(good);
      await runPython([conformance ?? '', to, '--strict']);
      await runPython([join(to, 'model_meta_for_registry.py')]);
    },
    120_000,
  );
});
