import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundsFault } from '../../src/scores/bounds.js';
import { findOwnScore, findScore, mtebKeys, scoreKey } from '../../src/scores/keys.js';
import { scoreLabel } from '../../src/scores/label.js';
import { ownScore, trecEvalName } from '../../src/scores/own-score.js';
import { DEFAULT_K_VALUES, MTEB_RANKED, OWN_SCORES } from '../../src/scores/table.js';

const cutoff = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 100_000 }));
const asked = fc
  .tuple(fc.constantFrom(...MTEB_RANKED, ...OWN_SCORES), cutoff, fc.integer({ min: 1, max: 999 }))
  .filter(([score, k]) => score.cutoffs !== (k === Infinity ? 'always' : 'never'))
  .map(([score, k, p]) => ({ score, k, p: score.parameter === undefined ? NaN : p / 1000 }));

describe('keys of scores', () => {
  it('are read back as what they were written from', () => {
    fc.assert(
      fc.property(asked, ({ score, k, p }) => {
        const found = findScore(scoreKey(score, k, p));
        expect([found?.score, found?.cutoff, found?.parameter]).toEqual([score, k, p]);
      }),
    );
  });

  it('are one for each score, parameter and cut-off', () => {
    fc.assert(
      fc.property(asked, asked, (a, b) => {
        const same = a.score === b.score && a.k === b.k && Object.is(a.p, b.p);
        expect(scoreKey(a.score, a.k, a.p) === scoreKey(b.score, b.k, b.p)).toBe(same);
      }),
    );
  });

  it.each([
    ['rbp_p0.80', 'a zero too many'],
    ['rbp_p1', 'no persistence'],
    ['rbp_p1e-1', 'another way to write 0.1'],
    ['rbp_p', 'no number'],
    ['ndcg_at_010', 'a zero before'],
    ['ndcg_at_0', 'no cut-off'],
    ['bpref_at_10', 'a cut-off that it does not have'],
    ['Ndcg_at_10', 'a capital'],
    ['ndcg_at_10 ', 'a blank'],
    ['', 'nothing'],
  ])('%j is none: %s', (key) => {
    expect(findScore(key)).toBeUndefined();
  });

  it("MTEB's closed dictionary has 43 means with the default cut-offs", () => {
    const keys = mtebKeys(DEFAULT_K_VALUES);
    expect(new Set(keys).size).toBe(6 * 7 + 1);
    expect(keys.every((key) => findScore(key)?.score.group === 'mteb')).toBe(true);
    expect(keys.filter((key) => findOwnScore(key) !== undefined)).toEqual([]);
    expect(mtebKeys([5])).not.toContain('accuracy');
  });
});

describe('what is asked for wrongly', () => {
  it.each([
    ['rbp_at_10', 'RBP needs its p (persistence, between 0 and 1): rbp_p0.8 or rbp_p0.8_at_10'],
    ['rbp_p0.80', 'RBP needs its p (persistence, between 0 and 1): rbp_p0.8 or rbp_p0.8_at_10'],
    ['Rprec', "trec_eval's Rprec is r_precision here"],
    ['ndcg_cut_10', "trec_eval's ndcg_cut_10 is ndcg_at_10 here"],
    [
      'ndcg_at_10',
      "MTEB's own scores are always written, at the cut-offs of the task (k_values, --k)",
    ],
    ['rank_distance', 'it is measured on language pools only ("scoring": language-pool)'],
    ['bpref_at_10', 'bpref is written bpref'],
    ['err', `one of ndcg, map, r_precision, bpref, rbp_p0.8, rbp_p0.8_at_<k>, judged`],
  ])('%s: %s', (key, message) => {
    expect(ownScore(key)).toEqual(expect.stringContaining(message));
  });

  it('names of trec_eval are known with and without cut-off', () => {
    const names = ['map', 'map_cut_5', 'P_10', 'success_1', 'recall_100', 'ndcg', 'recall', 'P_0'];
    expect(names.map(trecEvalName)).toEqual([
      'map',
      'map_at_5',
      'precision_at_10',
      'hit_rate_at_1',
      'recall_at_100',
      'ndcg',
      undefined,
      undefined,
    ]);
  });
});

describe('labels and bounds', () => {
  it.each([
    ['ndcg_at_10', 'nDCG@10'],
    ['recall_at_100', 'R@100'],
    ['map', 'MAP'],
    ['rbp_p0.95_at_5', 'RBP(p=0.95)@5'],
    ['lareqa_map_at_20', 'LAReQA mAP@20'],
    ['nauc_ndcg_at_10_max', 'nauc_ndcg_at_10_max'],
    ['something_at_3', 'something_at_3'],
  ])('%s is %s', (key, label) => {
    expect(scoreLabel(key)).toBe(label);
  });

  it.each([
    ['bpref', 1.2, '1.2 lies outside [0, 1]; scores are shares, not percentages'],
    ['max_over_subqueries_map', -0.1, '-0.1 lies outside [0, 1]'],
    ['p-MRR', -1.5, '-1.5 lies outside [-1, 1]'],
    ['rank_distance', 0.5, '0.5 is less than 1'],
    ['NDCG@10(MIRACL)', 101, '101 lies outside [0, 1]'],
    ['rank_distance', 1e6, undefined],
    ['ndcg_at_10', NaN, undefined],
    ['p-MRR', -1, undefined],
    // Noise of a metric that is the same for all queries, as mteb writes it.
    ['nauc_precision_at_20_max', 3, undefined],
    ['nauc_precision_at_20_max', -40, undefined],
    ['unheard_of', 7, undefined],
  ])('%s = %d: %s', (key, value, fault) => {
    expect(boundsFault(key, value)).toBe(fault);
  });

  it('lets through what rounding may add, and no more', () => {
    expect(boundsFault('map', 1 + 1e-6, 1.1e-6)).toBeUndefined();
    expect(boundsFault('map', 1 + 2e-6, 1.1e-6)).toBeDefined();
    expect(boundsFault('map', -2e-6, 1.1e-6)).toBeDefined();
  });
});
