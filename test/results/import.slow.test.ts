import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import type { ImportReport } from '../../src/results/import/import-results.js';
import { runCommand } from '../support/run-command.js';

const PUBLISHED = packagePath('results', 'published', 'hybrid-batch.csv');
const LEADERBOARD = packagePath('..', 'shared', 'leaderboard', 'results');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('results import', () => {
  it('reads the 936 published cells and copies them', async () => {
    const { status, out } = await runCommand([
      'results',
      'import',
      PUBLISHED,
      '--out',
      folder,
      '--json',
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'published',
      cells: 936,
      models: 6,
      written: 1,
      broken: [],
    });
    expect(await readFile(join(folder, 'published', 'hybrid-batch.csv'), 'utf8')).toBe(
      await readFile(PUBLISHED, 'utf8'),
    );
  });

  it.each([
    [
      'a doubled cell',
      'XLM-R,hybrid,XQuAD-R,monolingual,map,ar,0.7619,2408.10536',
      'was there before',
    ],
    [
      'a percentage',
      'XLM-R,hybrid,XQuAD-R,monolingual,map,xx,76.19,2408.10536',
      'outside its range',
    ],
    [
      'an unknown setting',
      'XLM-R,hybrid,XQuAD-R,mono,map,xx,0.7,2408.10536',
      'setting must be one of',
    ],
    ['a missing value', 'XLM-R,hybrid,XQuAD-R,monolingual,map,xx,,2408.10536', 'no value'],
  ])('refuses %s with its line', async (_what, line, message) => {
    const path = join(folder, 'wrong.csv');
    await writeFile(path, `${await readFile(PUBLISHED, 'utf8')}${line}\n`);
    const { status, err } = await runCommand(['results', 'import', path, '--dry-run']);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('938');
  });

  it('converts an old layout and bare NaN, keeps what is there, reports broken files', async () => {
    const source = join(folder, 'source', 'org__model', 'r1');
    await mkdir(source, { recursive: true });
    const meta = {
      name: 'org/model',
      revision: 'r1',
      release_date: null,
      languages: null,
      n_parameters: null,
      max_tokens: null,
      embed_dim: null,
      license: null,
      framework: [],
      similarity_fn_name: null,
    };
    await writeFile(
      join(source, 'model_meta.json'),
      JSON.stringify(meta).replace('"max_tokens":null', '"max_tokens":Infinity'),
    );
    await writeFile(
      join(source, 'SCIDOCS.json'),
      '{"mteb_dataset_name":"SCIDOCS","mteb_version":"1.0.2","dataset_revision":null,"test":{"ndcg_at_10":0.2,"evaluation_time":3.5}}',
    );
    await writeFile(
      join(source, 'XQuADRetrieval.json'),
      '{"dataset_revision":"a","task_name":"XQuADRetrieval","mteb_version":"2.7.22-2.18.7","evaluation_time":1,"kg_co2_emissions":NaN,"scores":{"validation":[{"hf_subset":"de","languages":["deu-Latn","deu-Latn"],"main_score":0.5,"nauc":NaN}]}}',
    );
    await writeFile(join(source, 'ArguAna.json'), '{"dataset_revision": ');
    const out = join(folder, 'tree');
    const first = await runCommand([
      'results',
      'import',
      join(folder, 'source'),
      '--out',
      out,
      '--json',
    ]);
    const report = JSON.parse(first.out) as ImportReport;
    expect(first.status).toBe(1);
    expect(report).toMatchObject({
      files: 2,
      models: 1,
      cells: 2,
      written: 2,
      kept: 0,
      oddities: {
        'layout before mteb 1.11, converted': 1,
        'bare NaN or Infinity, written as null': 1,
        'range of mteb versions': 1,
        'a language listed twice': 1,
      },
    });
    expect(report.broken.map(({ file }) => file.split('/').at(-1))).toEqual(['ArguAna.json']);
    const converted = JSON.parse(
      await readFile(join(out, 'org__model', 'r1', 'SCIDOCS.json'), 'utf8'),
    ) as { scores: Record<string, { main_score: number }[]> };
    expect(converted.scores['test']?.[0]?.main_score).toBe(0.2);
    // Strict JSON now: JSON.parse throws on bare NaN.
    const written = JSON.parse(
      await readFile(join(out, 'org__model', 'r1', 'model_meta.json'), 'utf8'),
    ) as unknown;
    expect(written).toMatchObject({ name: 'org/model', max_tokens: null });
    expect(
      JSON.parse(await readFile(join(out, 'org__model', 'r1', 'XQuADRetrieval.json'), 'utf8')),
    ).toMatchObject({ scores: { validation: [{ hf_subset: 'de', nauc: null }] } });
    const again = JSON.parse(
      (await runCommand(['results', 'import', join(folder, 'source'), '--out', out, '--json'])).out,
    ) as ImportReport;
    expect([again.written, again.kept]).toEqual([0, 2]);
  });

  it('looks only with --dry-run, and wants to know where to otherwise', async () => {
    const { status } = await runCommand(['results', 'import', join(folder, 'source'), '--dry-run']);
    expect(status).toBe(1);
    expect((await runCommand(['results', 'import', join(folder, 'source')])).status).toBe(2);
    expect(
      (await runCommand(['results', 'import', join(folder, 'nowhere'), '--dry-run'])).status,
    ).toBe(3);
  });

  const onLeaderboard = existsSync(LEADERBOARD) ? it : it.skip;
  onLeaderboard(
    'reads every file of the leaderboard copy and finds its oddities (skipped without ../shared/leaderboard)',
    async () => {
      const { status, out } = await runCommand([
        'results',
        'import',
        LEADERBOARD,
        '--dry-run',
        '--json',
      ]);
      const { files, broken, oddities } = JSON.parse(out) as ImportReport;
      expect([status, broken, files]).toEqual([0, [], 1838]);
      expect(oddities).toMatchObject({
        'layout before mteb 1.11, converted': 36,
        'a main score that is no number, left out': 5,
        'range of mteb versions': 1,
      });
    },
    180_000,
  );
});
