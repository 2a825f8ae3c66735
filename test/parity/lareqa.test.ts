import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openFolder } from '../../src/data/folder-repository.js';
import { openDataset } from '../../src/data/open-dataset.js';
import { taskSubsets } from '../../src/registry/subsets.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { measurePool } from '../../src/run/cell/bias.js';
import { openDenseRanker } from '../../src/search/dense-ranker.js';
import type { FinishedCell } from '../../src/run/cell/result-sink.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import type { Encoder } from '../../src/types/encoder.js';
import type { Ranker, Ranking } from '../../src/types/ranking.js';
import type { RepositoryFiles } from '../../src/types/repository.js';
import { evaluateCell, openMemoRanker, taskWith, type MemoRanker } from '../support/cells.js';
import { runPython } from '../support/oracle.js';
import { describeWithOracle, shortCheckpoint } from '../support/parity.js';
import { expectSameScores, readOracleScores } from '../support/oracle-scores.js';
import { shared } from '../support/shared.js';

/** Questions per language; all 1,190 with GLOTTOBENCH_ALL_CELLS, which takes some ten minutes. */
const LIMIT = process.env['GLOTTOBENCH_ALL_CELLS'] === undefined ? 200 : 1190;
/** Cells that Python scores too, five of each setting. */
const CHECKED = [
  'ar-ar',
  'el-el',
  'en-en',
  'th-th',
  'zh-zh',
  'ar-de',
  'en-th',
  'zh-en',
  'ru-vi',
  'hi-tr',
  'ar-multi',
  'en-multi',
  'th-multi',
  'vi-multi',
  'zh-multi',
];

describeWithOracle(
  'xquad-r',
  'mlqa-r',
  'checkpoints',
)('XQuAD-R and MLQA-R with one checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-lareqa-'));
  let memo: MemoRanker | undefined;
  const opened = (): MemoRanker => memo as MemoRanker;

  beforeAll(async () => {
    memo = await openMemoRanker(shortCheckpoint(folder));
  });
  afterAll(async () => {
    await memo?.ranker.close();
    rmSync(folder, { recursive: true });
  });

  it('all 11 + 110 + 11 cells of XQuAD-R are scored, five of each setting as Python mteb scores the same vectors, to 1e-5', async () => {
    const definition = await taskWith('XQuADRRetrieval', { candidate_text: 'sentence' });
    const source = await openFolder(shared('xquad-r'));
    const cells = new Map<string, FinishedCell>();
    const evaluateSome = async (wanted: (setting: string) => boolean): Promise<void> => {
      for (const { subset, setting } of taskSubsets(definition))
        if (wanted(setting))
          cells.set(subset, await evaluateCell(definition, subset, source, opened().ranker, LIMIT));
    };
    // The pools hold every text: mteb can start when they are done.
    await evaluateSome((setting) => setting === 'multilingual');
    const out = join(folder, 'mteb.json');
    writeVectors(join(folder, 'vectors'), opened());
    const reference = runPython([
      'test/parity/lareqa_reference.py',
      'mteb',
      shared('xquad-r'),
      join(folder, 'vectors'),
      out,
      String(LIMIT),
      ...CHECKED,
    ]);
    await Promise.all([reference, evaluateSome((setting) => setting !== 'multilingual')]);
    const settings = [...cells.values()].map(({ cell }) => cell.setting);
    expect(
      ['monolingual', 'crosslingual', 'multilingual'].map(
        (setting) => settings.filter((one) => one === setting).length,
      ),
    ).toEqual([11, 110, 11]);
    for (const { record, bias, cell } of cells.values()) {
      expect(record.queries).toBe(LIMIT);
      // Only a pool has these.
      expect([bias !== undefined, record.documents === 13_014]).toEqual([
        cell.setting === 'multilingual',
        cell.setting === 'multilingual',
      ]);
    }
    const expected = readOracleScores(out);
    for (const subset of CHECKED)
      expectSameScores(cells.get(subset)?.result.scores ?? {}, expected[subset], 1e-5);
  }, 3_600_000);

  it.each([
    ['XQuADRRetrieval', 'the model', 'xquad-r', 'de-multi', 13_014],
    ['MLQARRetrieval', 'an encoder with many ties', 'mlqa-r', 'es-multi', 20_534],
  ] as const)(
    '%s with %s: LAReQA mAP and rank distance equal numpy on the same scores, to 1e-9',
    async (task, ranker, data, subset, documents) => {
      const definition = await taskWith(task, { candidate_text: 'sentence' });
      const source = await openFolder(shared(data));
      const pool = await rankPool(
        definition,
        subset,
        source,
        ranker === 'the model' ? opened().ranker : await openDenseRanker(coarseEncoder()),
      );
      expect(pool.rankings[0]?.docs).toHaveLength(documents);
      const scores = join(folder, `${task}-scores`);
      writeScores(scores, pool);
      const out = join(folder, `${task}.json`);
      await runPython(['test/parity/lareqa_reference.py', 'numpy', scores, out]);
      const expected = JSON.parse(readFileSync(out, 'utf8')) as Record<
        'lareqa_map_at_20' | 'lareqa_map' | 'rank_distance' | 'rank_distance_normalised',
        number
      > & { distances: number[] };
      const { distances, ...values } = expected;
      const bias = measurePool({
        subset,
        queryLanguage: 'deu-Latn',
        languages: pool.languages,
        rankings: pool.rankings,
        qrels: pool.qrels,
      });
      const got: Record<string, number> = {
        ...bias.scores,
        ...scoreRankings(pool.rankings, pool.qrels, { extraScores: ['lareqa_map_at_20'] }).scores,
      };
      for (const [name, value] of Object.entries(values))
        expect([name, Math.abs((got[name] ?? NaN) - value) < 1e-9]).toEqual([name, true]);
      expect([...(bias.perQuery.values['rank_distance'] ?? [])]).toEqual(distances);
      expect(expected.rank_distance).toBeGreaterThan(100);
    },
    300_000,
  );
});

interface RankedLanguagePool {
  readonly rankings: readonly Ranking[];
  readonly qrels: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly languages: ReadonlyMap<string, string>;
}

async function rankPool(
  definition: TaskDefinition,
  subset: string,
  source: RepositoryFiles,
  ranker: Ranker,
): Promise<RankedLanguagePool> {
  const dataset = await openDataset(definition, { split: 'validation', subset, source });
  const languages = new Map<string, string>();
  for await (const chunk of dataset.corpus())
    for (const { id, language } of chunk) languages.set(id, language ?? '');
  const { queryLanguages, documentLanguages } = dataset;
  const rankings = await ranker.rank(
    dataset.queries.slice(0, 100),
    dataset.corpus(),
    { task: definition.name, taskType: definition.type, subset, queryLanguages, documentLanguages },
    { k: Infinity },
  );
  return { rankings, qrels: dataset.qrels, languages };
}

/** Counts a few letters: texts by the hundred get the same vector, so that ties decide ranks. */
function coarseEncoder(): Encoder {
  const count = (text: string, letters: RegExp): number =>
    Math.min(6, text.match(letters)?.length ?? 0);
  return {
    id: { name: 'test/coarse', revision: '1' },
    dims: 3,
    maxTokens: null,
    similarity: 'dot',
    fingerprint: 'coarse',
    promptFor: () => '',
    encode: (texts) =>
      Promise.resolve(
        Float32Array.from(
          texts.flatMap((text) => [
            count(text, /\p{Lu}/gu),
            count(text, /\p{N}/gu),
            count(text, /\p{P}/gu),
          ]),
        ),
      ),
    close: () => Promise.resolve(),
  };
}

function writeVectors(target: string, { vectors }: MemoRanker): void {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'texts.json'), JSON.stringify([...vectors.keys()]));
  writeFileSync(join(target, 'vectors.f32'), Buffer.concat([...vectors.values()].map(bytes)));
}

/** Scores in the order of the pool, not of the ranking: numpy has to sort by itself. */
function writeScores(target: string, { rankings, qrels, languages }: RankedLanguagePool): void {
  mkdirSync(target, { recursive: true });
  const documents = [...languages.keys()];
  const columns = new Map(documents.map((id, column) => [id, column]));
  const matrix = rankings.map(({ docs, scores }) => {
    const row = new Float32Array(documents.length).fill(NaN);
    docs.forEach((id, i) => (row[columns.get(id) ?? -1] = scores[i] ?? NaN));
    return row;
  });
  const relevant = Object.fromEntries(
    rankings.map(({ query }) => [query, [...(qrels.get(query)?.keys() ?? [])]]),
  );
  writeFileSync(
    join(target, 'pool.json'),
    JSON.stringify({ queries: rankings.map(({ query }) => query), documents, relevant }),
  );
  writeFileSync(join(target, 'scores.f32'), Buffer.concat(matrix.map(bytes)));
}

function bytes(row: Float32Array): Uint8Array {
  return new Uint8Array(row.buffer, row.byteOffset, row.byteLength);
}
