import { beforeAll, describe, expect, it } from '@jest/globals';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagePath } from '../../src/base/folders.js';
import { FINDING_KINDS, type Finding } from '../../src/results/finding.js';
import { taskFacts, type LanguageFault } from '../../src/results/task-facts.js';
import { isError, validateResults, type FileReport } from '../../src/results/validate/results.js';
import { modelMetaFor, writeModelMeta } from '../../src/results/write/model-meta.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';
import { BROKEN_FILES } from './broken-files.js';
import { BROKEN_MEANINGS } from './broken-meanings.js';
import type { Broken, Spoilable } from './spoil.js';
import { definition, temporaryFolder } from './support.js';

const SUBSETS = {
  de: ['deu-Latn'],
  ar: ['ara-Arab', 'ara-Arab'],
  'de-fr': ['deu-Latn', 'fra-Latn'],
};
const task = definition('Many', SUBSETS, ['dev', 'test']);
const languageFault: LanguageFault = (code) =>
  code.startsWith('qqq')
    ? 'no such language'
    : code.endsWith('Qqqq')
      ? 'no such script'
      : undefined;
const options = {
  lookup: (name: string) => (name === 'Many' ? taskFacts(task) : undefined),
  languageFault,
};

let good: string;
let goodText: string;

beforeAll(async () => {
  good = await temporaryFolder();
  const revision = join(good, 'org__model', 'rev');
  await writeModelMeta(
    revision,
    modelMetaFor({ name: 'org/model', revision: 'rev', framework: ['ONNX'] }),
  );
  for (const split of task.eval_splits) {
    for (const [i, [subset, languages]] of Object.entries(SUBSETS).entries()) {
      const scores = {
        ndcg_at_1: 0.25,
        ndcg_at_10: 0.5 + i / 10,
        map_at_1: 0.2,
        map_at_10: 0.4,
        recall_at_1: 0.25,
        recall_at_10: 0.8,
        precision_at_1: 0.25,
        precision_at_10: 0.1,
        hit_rate_at_1: 0.25,
        hit_rate_at_10: 0.85,
        nauc_ndcg_at_10_max: NaN,
      };
      await writeTaskResult(revision, {
        task,
        split,
        subset,
        languages,
        scores,
        seconds: 1,
        phases: [{ name: 'Scoring', start: 0, end: 1, split, subset }],
        date: new Date(1.7e12),
      });
    }
  }
  goodText = await readFile(join(revision, 'Many.json'), 'utf8');
});

async function collect(path: string): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  for await (const report of validateResults(path, options)) reports.push(report);
  return reports;
}

async function findings(path: string): Promise<Finding[]> {
  return (await collect(path)).flatMap((report) => report.findings);
}

/** A tree like the good one with one file spoilt. */
async function plant(broken: Broken): Promise<string> {
  const tree = await temporaryFolder();
  await cp(good, tree, { recursive: true });
  const revision = join(tree, 'org__model', 'rev');
  await rm(join(revision, 'Many.json'));
  const text = JSON.stringify(broken.spoil(JSON.parse(goodText) as Spoilable), null, 2);
  await writeFile(join(revision, broken.name ?? 'Many.json'), broken.text?.(text) ?? text);
  return tree;
}

it('has nothing to say about what we write, as tree, model, revision and file', async () => {
  for (const parts of [
    [],
    ['org__model'],
    ['org__model', 'rev'],
    ['org__model', 'rev', 'Many.json'],
  ]) {
    const reports = await collect(join(good, ...parts));
    expect(reports.map((report) => report.findings)).toEqual([[], []]);
  }
});

describe('broken as a file', () => {
  it.each(BROKEN_FILES.map((one) => [one.why, one] as const))(
    'is rejected without --strict too: %s',
    async (_why, broken) => {
      const found = await findings(await plant(broken));
      expect(found).toContainEqual(
        expect.objectContaining({ kind: broken.kind, pointer: broken.pointer }),
      );
      expect(found.filter((finding) => isError(finding, false)).length).toBeGreaterThan(0);
      expect(found.every((finding) => finding.message.length > 3)).toBe(true);
    },
  );
});

describe('wrong in what it says', () => {
  it.each(BROKEN_MEANINGS.map((one) => [one.why, one] as const))(
    'is rejected under --strict, a warning without: %s',
    async (_why, broken) => {
      const found = await findings(await plant(broken));
      expect(found).toContainEqual(
        expect.objectContaining({ kind: broken.kind, pointer: broken.pointer }),
      );
      expect(found.filter((finding) => isError(finding, false))).toEqual([]);
      expect(found.filter((finding) => isError(finding, true)).length).toBeGreaterThan(0);
    },
  );

  it('names nothing but the fault', async () => {
    // Each spoils one thing; a second finding must follow from the first.
    const follow: Record<string, string[]> = {
      'an unknown subset': [],
      'a subset in another case': ['subset-missing'],
      'an underscore in a language': ['languages'],
      'a language that does not exist': ['languages'],
      'a script that does not exist': ['languages'],
      'a two-letter language': ['languages'],
      percentages: ['metric-contradiction'],
      'a metric above 1': ['metric-contradiction'],
      'swapped cut-offs': ['metric-contradiction'],
      'an unknown split': [],
      'no language at all': [],
      'the old layout': ['split-missing', 'subset-missing'],
      'a repeated language once': [],
      'a subset version that is none': [],
    };
    for (const broken of BROKEN_MEANINGS) {
      const kinds = new Set((await findings(await plant(broken))).map((finding) => finding.kind));
      expect([broken.why, ...[...kinds].sort()]).toEqual([
        broken.why,
        ...[broken.kind, ...(follow[broken.why] ?? [])].sort(),
      ]);
    }
  });
});

describe('folders', () => {
  const revision = (tree: string, model = 'org__model', rev = 'rev'): string =>
    join(tree, model, rev);

  async function copy(): Promise<string> {
    const tree = await temporaryFolder();
    await cp(good, tree, { recursive: true });
    return tree;
  }

  it.each([
    ['model', 'org__other', 'rev', '/name'],
    ['revision', 'org__model', 'v2', '/revision'],
  ] as const)('a folder that is not the %s', async (_what, model, rev, pointer) => {
    const tree = await copy();
    await mkdir(join(tree, model), { recursive: true });
    await rename(revision(tree), revision(tree, model, rev));
    expect(await findings(tree)).toEqual([
      expect.objectContaining({ kind: 'folder-name', pointer }),
    ]);
  });

  it('an experiment folder that is not the experiment', async () => {
    const tree = await copy();
    const experiment = join(revision(tree), 'experiments', 'precision_int4');
    await writeModelMeta(
      experiment,
      modelMetaFor({
        name: 'org/model',
        revision: 'rev',
        framework: ['ONNX'],
        experiment_kwargs: { precision: 'int8' },
      }),
    );
    await writeFile(join(experiment, 'Many.json'), goodText);
    expect(await findings(tree)).toEqual([
      expect.objectContaining({
        kind: 'folder-name',
        pointer: '/experiment_kwargs',
        message: expect.stringContaining('precision_int8'),
      }),
    ]);
  });

  it('no model_meta.json', async () => {
    const tree = await copy();
    await rm(join(revision(tree), 'model_meta.json'));
    expect((await findings(tree)).map((finding) => finding.kind)).toEqual(['model-meta-missing']);
  });

  it.each([
    ['broken', '{"name": "org/model"', 'not-json', ''],
    ['without a name', '{"revision": "rev"}', 'schema', '/name'],
    ['with a language that is none', undefined, 'language-unknown', '/languages/1'],
  ] as const)('a model_meta.json %s', async (_what, text, kind, pointer) => {
    const tree = await copy();
    const path = join(revision(tree), 'model_meta.json');
    await writeFile(
      path,
      text ??
        JSON.stringify({
          ...(JSON.parse(await readFile(path, 'utf8')) as object),
          languages: ['deu-Latn', 'qqq-Latn'],
        }),
    );
    expect(await findings(tree)).toContainEqual(expect.objectContaining({ kind, pointer }));
  });

  it('a stray JSON file in the revision folder is an error: it makes the whole load of mteb fail', async () => {
    const tree = await copy();
    await writeFile(join(revision(tree), '.notes.json'), '{}');
    expect((await findings(tree)).some((finding) => finding.kind === 'schema')).toBe(true);
  });

  it('files where mteb does not look are left alone', async () => {
    const tree = await copy();
    for (const place of [
      'runs/x.json',
      'typology/deep/x.json',
      'run/manifest.json',
      '../x.json',
      '../../x.json',
    ]) {
      const path = join(revision(tree), place);
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, 'not json');
    }
    expect(await findings(tree)).toEqual([]);
  });

  it('nothing to check is an error, and so is no such path', async () => {
    await expect(collect(await temporaryFolder())).rejects.toMatchObject({
      code: 'GB_RESULT_INVALID',
    });
    await expect(collect(join(good, 'gone'))).rejects.toMatchObject({ code: 'GB_NOT_FOUND' });
  });
});

it('docs/results.md lists every kind of finding', async () => {
  const docs = await readFile(packagePath('docs', 'results.md'), 'utf8');
  const rows = Object.entries(FINDING_KINDS).map(
    ([kind, { always, summary }]) => `| \`${kind}\` | ${always ? 'yes' : ''} | ${summary} |`,
  );
  expect(docs).toContain(rows.join('\n'));
});
