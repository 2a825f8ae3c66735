import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { scoreRankings, type RankingScores } from '../../src/metrics/score-rankings.js';
import { TREC_SCORES } from '../../src/scores/trec-eval/table.js';
import { TREC_TEXTS } from '../../src/scores/trec-eval/texts.js';
import { oraclePython, runPython } from '../support/oracle.js';

type Values = Readonly<Record<string, number | null>>;
interface Case {
  readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly run: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly level: number;
  readonly judgedOnly: boolean;
  readonly depth: number | null;
  readonly measures: readonly string[];
  readonly values: Readonly<Record<string, Values>>;
  readonly summary: Values;
}

const CASES = 1200;
/** trec_eval's texts, which pytrec_eval gives as 0. */
const TEXTS: readonly string[] = TREC_TEXTS;
let folder = '';
let supported: readonly string[] = [];
let cases: readonly Case[] = [];
let results: readonly RankingScores[] = [];

beforeAll(async () => {
  if (oraclePython === undefined) return;
  folder = mkdtempSync(join(tmpdir(), 'glottobench-trec-'));
  const out = join(folder, 'cases.json');
  await runPython([packagePath('test', 'oracle', 'trec_measures.py'), out, String(CASES), '8']);
  ({ supported, cases } = JSON.parse(readFileSync(out, 'utf8')) as {
    supported: string[];
    cases: Case[];
  });
  results = cases.map(scored);
}, 300_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function scored(one: Case): RankingScores {
  const qrels = new Map(
    Object.entries(one.qrels).map(([query, docs]) => [query, new Map(Object.entries(docs))]),
  );
  const rankings = Object.entries(one.run).map(([query, hits]) => ({
    query,
    docs: Object.keys(hits),
    scores: Object.values(hits),
  }));
  return scoreRankings(rankings, qrels, {
    kValues: [5, 10, 100],
    measures: one.measures,
    relevanceLevel: one.level,
    judgedOnly: one.judgedOnly,
    depth: one.depth ?? undefined,
  });
}

/** The number, with −0 as 0 and NaN as null. */
const plain = (value: number | null | undefined): number | null =>
  value === undefined || value === null || Number.isNaN(value) ? null : value + 0;

/**
 * MTEB's key of a measure whose value of a query is the same number at every level, depth and
 * choice of documents.
 */
const MTEB_KEYS: Readonly<Record<string, string>> = {
  P: 'precision_at',
  recall: 'recall_at',
  map_cut: 'map_at',
  ndcg_cut: 'ndcg_at',
  success: 'hit_rate_at',
};

/** pytrec_eval leaves the numbers of set_F out of its key, trec_eval does not. */
const OUR_KEY: Readonly<Record<string, string>> = { set_F: 'set_F_0.5' };

/** Every value of every query: the wanted one and ours. */
function* pairs(): Generator<readonly [string, number | null, number | null]> {
  for (const [number, one] of cases.entries()) {
    const { perQuery } = results[number] as RankingScores;
    for (const [row, query] of perQuery.queries.entries())
      for (const [key, wanted] of Object.entries(one.values[query] ?? {})) {
        if (TEXTS.includes(key)) continue;
        const column = perQuery.values[key] ?? perQuery.values[OUR_KEY[key] ?? ''];
        yield [`${String(number)} ${query} ${key}`, wanted, plain(column?.[row])];
        const [, stem = '', k = ''] = /^(.+)_(\d+)$/.exec(key) ?? [];
        const ofMteb = perQuery.values[`${MTEB_KEYS[stem] ?? ''}_${k}`];
        if (ofMteb !== undefined)
          yield [`${String(number)} ${query} MTEB's ${key}`, wanted, plain(ofMteb[row])];
      }
  }
}

(oraclePython === undefined ? describe.skip : describe)('trec_eval, asked now', () => {
  it("gives 1,200 random pairs the values of all its measures, and of MTEB's, that we give them", () => {
    expect(cases).toHaveLength(CASES);
    const all = [...pairs()];
    expect(all.length).toBeGreaterThan(100_000);
    expect(all.some(([name]) => name.includes("MTEB's"))).toBe(true);
    // -0 is 0 here; all else must be the same bits, up to the last bit of V8's logarithm.
    const wrong = all.filter(([name, wanted, got]) =>
      name.includes(' gm_') && wanted !== null
        ? !(Math.abs(wanted - (got ?? NaN)) <= 2.3e-16 * Math.abs(wanted))
        : plain(wanted) !== got,
    );
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('gives the same summaries, up to the order in which numpy sums', () => {
    const wrong: unknown[] = [];
    for (const [number, one] of cases.entries()) {
      const { scores } = results[number] as RankingScores;
      for (const [key, wanted] of Object.entries(one.summary)) {
        if (TEXTS.includes(key)) continue;
        const got = plain(scores[key] ?? scores[OUR_KEY[key] ?? '']);
        const equal =
          wanted === null || got === null
            ? wanted === got
            : Math.abs(got - wanted) <= 1e-13 * Math.abs(wanted);
        if (!equal) wrong.push([number, key, wanted, got]);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('has no measure that we lack, and the pairs hold every kind of oddity', () => {
    const ours = [...TREC_SCORES.map(({ id }) => id), ...TEXTS].sort();
    expect(ours).toEqual([...supported].sort());
    const grades = new Set(
      cases.flatMap(({ qrels }) => Object.values(qrels).flatMap((docs) => Object.values(docs))),
    );
    expect([...grades].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3]);
    const runs = cases.flatMap(({ run }) => Object.values(run).map((hits) => Object.values(hits)));
    expect(runs.filter((hits) => hits.length === 0).length).toBeGreaterThan(100);
    expect(runs.filter((hits) => new Set(hits).size < hits.length).length).toBeGreaterThan(100);
    expect(cases.filter(({ judgedOnly }) => judgedOnly).length).toBeGreaterThan(200);
  });
});
