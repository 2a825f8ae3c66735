import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { parsePythonJson } from '../../src/base/json.js';
import { udhrLanguage } from '../../src/data/udhr/languages.js';
import { oraclePython, realModels, runPython } from '../support/oracle.js';
import { runCommand } from '../support/run-command.js';

const NAME = 'intfloat/multilingual-e5-small';
const REVISION = 'fd1525a9fd15316a2d503bf26ab031a61d056e98';
const TASK = 'FaithDial';

const withModel = oraclePython === undefined || realModels === undefined ? describe.skip : describe;

withModel('a model of the registry whose folder has no prompts', () => {
  const root = mkdtempSync(join(tmpdir(), 'registered-'));
  const [cache, data] = [join(root, 'hub'), join(root, 'data')];
  const snapshot = join(cache, `models--${NAME.replace('/', '--')}`, 'snapshots', REVISION);
  const before = { cache: process.env['HF_HUB_CACHE'], store: process.env['GLOTTOBENCH_CACHE'] };

  beforeAll(async () => {
    mkdirSync(snapshot, { recursive: true });
    cpSync(join(String(realModels), 'e5-small-q4'), snapshot, { recursive: true });
    const config = join(snapshot, 'config_sentence_transformers.json');
    writeFileSync(
      config,
      JSON.stringify({ ...(JSON.parse(readFileSync(config, 'utf8')) as object), prompts: {} }),
    );
    await writeData(data);
    process.env['HF_HUB_CACHE'] = cache;
    process.env['GLOTTOBENCH_CACHE'] = join(root, 'store');
  }, 60_000);

  afterAll(() => {
    process.env['HF_HUB_CACHE'] = before.cache;
    process.env['GLOTTOBENCH_CACHE'] = before.store;
    if (before.cache === undefined) delete process.env['HF_HUB_CACHE'];
    if (before.store === undefined) delete process.env['GLOTTOBENCH_CACHE'];
  });

  const run = (out: string, model: string, ...more: string[]): ReturnType<typeof runCommand> =>
    runCommand([
      ...['run', '-m', model, '-t', TASK, '--data', data, '--out', join(root, out)],
      ...['--offline', '--quiet', '--threads', '2', ...more],
    ]);

  const scoresIn = (folder: string): Readonly<Record<string, number>> => {
    const file = join(folder, `${TASK}.json`);
    const { scores } = JSON.parse(readFileSync(file, 'utf8')) as {
      scores: { test: Readonly<Record<string, number>>[] };
    };
    return scores.test[0] ?? {};
  };

  it("scores as mteb.get_model's to the last digit, under the official revision", async () => {
    const theirs = join(root, 'theirs.json');
    await runPython([
      ...[packagePath('test', 'parity', 'registered_model.py'), NAME, TASK, data, theirs],
    ]);
    const expected = parsePythonJson(readFileSync(theirs, 'utf8'), theirs) as {
      revision: string;
      scores: Readonly<Record<string, number>>;
    };
    expect(expected.revision).toBe(REVISION);
    expect(await run('named', NAME)).toMatchObject({ status: 0 });
    const folder = join(root, 'named', NAME.replace('/', '__'), REVISION);
    const ours = scoresIn(folder);
    for (const metric of ['main_score', 'ndcg_at_10', 'map_at_1000', 'mrr_at_10', 'recall_at_3'])
      // mteb rounds to six places when it writes
      expect([metric, ours[metric]]).toEqual([metric, rounded(expected.scores[metric])]);
    const manifest = JSON.parse(readFileSync(join(folder, 'run', 'manifest.json'), 'utf8')) as {
      task_prompts: unknown;
    };
    expect(manifest.task_prompts).toEqual({
      [TASK]: {
        query: { text: 'query: ', source: `mteb:${NAME}`, from: 'query' },
        document: { text: 'passage: ', source: `mteb:${NAME}`, from: 'document' },
      },
    });
  }, 900_000);

  it('needs a name of its own without them, and scores otherwise', async () => {
    const refused = await run('folder', NAME, '--prompts', 'folder');
    expect(refused.status).toBe(2);
    expect(refused.err).toMatch(
      /--prompts makes another model of it[\s\S]*--as my-org\/multilingual-e5-small-changed/,
    );
    expect(await run('folder', NAME, '--prompts', 'folder', '--as', 'lab/plain')).toMatchObject({
      status: 0,
    });
    const plan = JSON.parse(
      (await run('folder', NAME, '--prompts', 'folder', '--as', 'lab/plain', '--dry-run', '--json'))
        .out,
    ) as { models: { revision: string; folder: string }[] };
    expect(plan.models[0]?.revision).toMatch(new RegExp(`^${REVISION}-pr[0-9a-f]{6}$`));
    const named = join(root, 'named', NAME.replace('/', '__'), REVISION);
    expect(scoresIn(String(plan.models[0]?.folder))['main_score']).not.toBe(
      scoresIn(named)['main_score'],
    );
  }, 900_000);

  it('lends its prompts to a folder with its weights', async () => {
    const copy = join(root, 'copy');
    cpSync(snapshot, copy, { recursive: true });
    const { out } = await run('copies', copy, '--dry-run', '--json');
    const plan = JSON.parse(out) as { models: Record<string, unknown>[] };
    expect(plan.models[0]).toMatchObject({
      name: 'local/copy',
      prompts: { [TASK]: { query: { text: 'query: ' }, document: { text: 'passage: ' } } },
      warnings: [expect.stringMatching(new RegExp(`weights are those of ${NAME}`))],
    });
    const inspected = JSON.parse(
      (await runCommand(['models', 'inspect', copy, '--json', '--task', TASK])).out,
    ) as { task_prompts: unknown; doubts: string[] };
    expect(inspected.task_prompts).toMatchObject({ [TASK]: { document: { text: 'passage: ' } } });
  }, 900_000);
});

function rounded(value: number | undefined): number {
  return Math.round((value ?? NaN) * 1e6) / 1e6;
}

/** Halves of English paragraphs against all whole ones. */
async function writeData(folder: string): Promise<void> {
  const paragraphs = (await udhrLanguage('eng')).paragraphs.slice(0, 24);
  const half = (text: string): string => text.slice(0, Math.min(60, Math.ceil(text.length / 3)));
  const lines = (rows: readonly object[]): string =>
    rows.map((row) => JSON.stringify(row)).join('\n');
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  writeFileSync(
    join(folder, 'corpus.jsonl'),
    lines(
      paragraphs.map(({ text }, i) => ({ _id: `d${i}`, title: '', text: text.slice(40, 240) })),
    ),
  );
  writeFileSync(
    join(folder, 'queries.jsonl'),
    lines(paragraphs.map(({ text }, i) => ({ _id: `q${i}`, text: half(text) }))),
  );
  writeFileSync(
    join(folder, 'qrels', 'test.tsv'),
    ['query-id\tcorpus-id\tscore', ...paragraphs.map((_, i) => `q${i}\td${i}\t1`)].join('\n'),
  );
}
