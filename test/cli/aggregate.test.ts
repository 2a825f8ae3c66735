import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import { runProgram } from '../../src/cli/program.js';
import type { Aggregation } from '../../src/types/generated/aggregation.js';
import type { MtebTables } from '../../src/types/generated/mteb-tables.js';

let folder = '';

async function glottobench(
  ...argv: string[]
): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runProgram(argv, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    env: {},
    interactive: false,
    columns: 100,
    signal: new AbortController().signal,
  });
  return { status, out, err };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  ar: 'arb-Arab',
  de: 'deu-Latn',
  el: 'ell-Grek',
  en: 'eng-Latn',
  es: 'spa-Latn',
  hi: 'hin-Deva',
  ro: 'ron-Latn',
  ru: 'rus-Cyrl',
  th: 'tha-Thai',
  tr: 'tur-Latn',
  vi: 'vie-Latn',
  zh: 'zho-Hans',
};

async function result(
  model: string,
  revision: string,
  task: string,
  split: string,
  entries: readonly object[],
  meta = true,
): Promise<void> {
  const path = join(folder, model.replace('/', '__'), revision);
  await mkdir(path, { recursive: true });
  if (meta)
    await writeFile(
      join(path, 'model_meta.json'),
      JSON.stringify({
        name: model,
        revision,
        release_date: null,
        languages: null,
        n_parameters: null,
        max_tokens: null,
        embed_dim: null,
        license: null,
        framework: [],
        similarity_fn_name: null,
      }),
    );
  const content = {
    dataset_revision: 'a'.repeat(40),
    task_name: task,
    mteb_version: '2.26.24',
    scores: { [split]: entries },
    evaluation_time: 1,
    kg_co2_emissions: null,
  };
  await writeFile(join(path, `${task}.json`), JSON.stringify(content));
}

const xquad = (base: number): object[] =>
  Object.entries(LANGUAGES).map(([hf_subset, tag], i) => ({
    hf_subset,
    languages: [tag],
    main_score: base + i / 100,
    recall_at_100: base / 2,
    ndcg_at_10: base + i / 100,
  }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-aggregate-'));
  await result('org/a', 'r1', 'XQuADRetrieval', 'validation', xquad(0.5));
  await result('org/b', 'r1', 'XQuADRetrieval', 'validation', xquad(0.3));
  await result('org/c', 'r1', 'XQuADRetrieval', 'validation', xquad(0.4).slice(0, 5), false);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('aggregate', () => {
  it('prints JSON that matches its schema', async () => {
    const { status, out } = await glottobench(
      'aggregate',
      folder,
      '--json',
      '--by',
      'family,seen:xlmr',
      '--by',
      'seen:xlmr×script-class',
      '--draws',
      '100',
    );
    const aggregation = JSON.parse(out) as Aggregation;
    expect(status).toBe(0);
    expect(validateAgainst('aggregation.schema.json', aggregation)).toEqual([]);
    expect(aggregation.options.by).toEqual(['family', 'seen:xlmr', 'seen:xlmr×script-class']);
    expect(
      aggregation.slices.map((slice) => [slice.model.name, slice.metrics, slice.overall.languages]),
    ).toEqual([
      ['org/a', ['ndcg_at_10'], 12],
      ['org/b', ['ndcg_at_10'], 12],
      ['org/c', ['ndcg_at_10'], 5],
    ]);
    expect(aggregation.diversity).toMatchObject({ languages: 12, families: 6, genera: 10 });
    expect(aggregation.slices[0]?.overall.mtebMean).toBeCloseTo(0.555, 12);
  });

  it('is the same twice, selects models and metrics, and takes a single folder', async () => {
    const once = await glottobench('aggregate', folder, '--json');
    expect((await glottobench('aggregate', folder, '--json')).out).toBe(once.out);
    const one = JSON.parse(
      (
        await glottobench(
          'aggregate',
          join(folder, 'org__b', 'r1'),
          '--json',
          '--metric',
          'recall_at_100',
        )
      ).out,
    ) as Aggregation;
    expect(one.slices.map((slice) => [slice.model.name, slice.metrics])).toEqual([
      ['org/b', ['recall_at_100']],
    ]);
    expect(one.slices[0]?.overall.mtebMean).toBeCloseTo(0.15, 12);
    const chosen = JSON.parse(
      (await glottobench('aggregate', folder, '--json', '--models', 'org/b')).out,
    ) as Aggregation;
    expect(chosen.slices.map((slice) => slice.model.name)).toEqual(['org/b']);
  });

  it('prints tables that fit, and CSV', async () => {
    const { out } = await glottobench('aggregate', folder, '--models', 'org/a', '--by', 'family');
    expect(out).toContain('XQuADRetrieval · nDCG@10 · org/a @r1');
    expect(out).toMatch(/Indo-European +7 +\.\d{3} /);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    const csv = (await glottobench('aggregate', folder, '--csv', '--by', 'script')).out.split('\n');
    expect(csv[0]).toMatch(/^model,revision,backbone,setting,by,group,kind,languages/);
    expect(csv.find((line) => line.startsWith('org/a,r1,,monolingual,script,Cyrl,'))).toContain(
      '"too few (3 languages needed)"'.replaceAll('"', ''),
    );
  });

  it('reads backbones and resource classes that the user gives', async () => {
    await writeFile(
      join(folder, 'backbones.csv'),
      'model,backbone\norg/a,XLM-R base\norg/b,Qwen\n',
    );
    await writeFile(join(folder, 'classes.csv'), 'iso639_3,resource_class\neng,5\nara,5\ntha,3\n');
    const { out } = await glottobench(
      'aggregate',
      folder,
      '--json',
      '--by',
      'seen,resource-class',
      '--backbones',
      join(folder, 'backbones.csv'),
      '--resource-classes',
      join(folder, 'classes.csv'),
    );
    const [a, b] = (JSON.parse(out) as Aggregation).slices;
    expect([a?.model.backbone, b?.model.backbone]).toEqual(['xlmr', null]);
    expect(a?.groupings[0]?.groups[0]).toMatchObject({ group: 'seen', languages: 12 });
    expect(b?.groupings[0]?.groups[0]).toMatchObject({ group: 'unknown', languages: 12 });
    expect(a?.groupings[1]?.groups.map(({ group, languages }) => [group, languages])).toEqual([
      ['3', 1],
      ['5', 2],
      ['unknown', 9],
    ]);
  });

  it('computes the MTEB tables of the task, without folders that have no model_meta.json', async () => {
    const { out, err } = await glottobench('aggregate', folder, '--mteb', '--json');
    const tables = JSON.parse(out) as MtebTables;
    expect(validateAgainst('mteb-tables.schema.json', tables)).toEqual([]);
    const { summary } = tables;
    expect(summary.map(({ model, rank }) => [model, rank])).toEqual([
      ['org/a', 1],
      ['org/b', 2],
    ]);
    expect(summary[0]?.meanTask).toBeCloseTo(0.555, 12);
    expect(err).toContain('1 folder without model_meta.json');
    expect((await glottobench('aggregate', folder, '--mteb')).out).toMatch(
      /1 {2}org\/a +\.555 +\.555 +\.555/,
    );
  });

  it.each([
    [['--by', 'famly'], 'there is no grouping "famly"', 2],
    [['--models', 'org/x'], 'the results hold no model "org/x"', 2],
    [['--benchmark', 'NoSuch'], 'there is no benchmark "NoSuch"', 2],
    [['--json', '--csv'], 'the output has one form', 2],
    [['--resource-classes', 'none.csv'], 'cannot be read', 3],
    [['--tasks', 'NoSuchTask'], 'the results hold no task "NoSuchTask"', 2],
    [['--tasks', 'XQuADRetrieva'], 'did you mean: XQuADRetrieval?', 2],
    [['--metric', 'recall_at_10'], 'did you mean: recall_at_100', 2],
    [['--draws', '-3'], '--draws needs a whole number', 2],
    [['--seed', 'abc'], '--seed needs a whole number', 2],
  ])('%j: one clear sentence', async (options, message, status) => {
    const run = await glottobench('aggregate', folder, ...options);
    expect([run.status, run.out]).toEqual([status, '']);
    expect(run.err).toContain(message);
  });

  it('goes on after a broken file and says so', async () => {
    await writeFile(join(folder, 'org__b', 'r1', 'MLQARetrieval.json'), '{"task_name":');
    const { status, err, out } = await glottobench('aggregate', folder, '--json');
    await rm(join(folder, 'org__b', 'r1', 'MLQARetrieval.json'));
    expect(status).toBe(1);
    expect(err).toMatch(/left out: .*MLQARetrieval\.json: not valid JSON/);
    expect((JSON.parse(out) as Aggregation).slices).toHaveLength(3);
  });
});
