// Studies of backbone × batching without or with an effect, as the table that `compare --factor` is
// computed from.
import { toUnits } from '../../dist/analysis/aggregate/units.js';

/** Languages of 15 that a parallel test would have, in 10 families. */
export const LANGUAGES = [
  'arb-Arab',
  'ben-Beng',
  'deu-Latn',
  'ell-Grek',
  'eng-Latn',
  'fin-Latn',
  'hin-Deva',
  'ind-Latn',
  'jpn-Jpan',
  'rus-Cyrl',
  'swh-Latn',
  'tel-Telu',
  'tha-Thai',
  'tur-Latn',
  'zho-Hans',
];

export const CONDITIONS = ['labse', 'xlmr'].flatMap((backbone) =>
  ['monolingual', 'cross-lingual', 'hybrid'].map((batching) => ({ backbone, batching })),
);

/** Standard normal numbers of a stream (Box–Muller). */
export function normals(random) {
  const uniform = () => (random.below(2 ** 32) + 0.5) / 2 ** 32;
  let spare;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

const DEFAULTS = {
  conditions: CONDITIONS,
  languages: LANGUAGES,
  questions: 50,
  seeds: 3,
  /** Standard deviations. */
  run: 0,
  runLanguage: 0.005,
  question: 0.15,
  conditionQuestion: 0.05,
  language: 0.08,
  conditionLanguage: 0,
  residual: 0.2,
  /** Added to hybrid. */
  effect: 0,
  /** From the latent score to what is measured. */
  measure: (value) => value,
  /** Name of a question in a language. */
  name: (/** @type {unknown} */ _language, /** @type {number} */ question) => `q${question}`,
};

/**
 * @param {() => number} normal
 * @param {Partial<typeof DEFAULTS>} given
 * @returns the table of paired scores, and the runs with their conditions
 */
export function simulateStudy(normal, given = {}) {
  const design = { ...DEFAULTS, ...given };
  const { conditions, languages, questions } = design;
  const ease = Array.from({ length: questions }, () => design.question * normal());
  const level = languages.map(() => design.language * normal());
  const runs = conditions.flatMap((condition) => {
    const liking = ease.map(() => design.conditionQuestion * normal());
    const bent = languages.map(() => design.conditionLanguage * normal());
    const effect = condition.batching === 'hybrid' ? design.effect : 0;
    return Array.from({ length: design.seeds }, (_, seed) => ({
      condition,
      seed,
      effect: effect + design.run * normal(),
      liking,
      bent: bent.map((own) => own + design.runLanguage * normal()),
    }));
  });
  const cells = languages.map((tag, l) => ({
    tag,
    scores: runs.map(({ effect, liking, bent }) =>
      Float64Array.from(ease, (own, q) =>
        design.measure(
          0.5 + own + level[l] + effect + liking[q] + bent[l] + design.residual * normal(),
        ),
      ),
    ),
    questions: ease.map((_, q) => `Simulated ${design.name(l, q)}`),
  }));
  return { table: tableOf(cells, runs.length), runs: runs.map(runOf) };
}

function runOf({ condition, seed }, place) {
  return { condition, seed, models: [place] };
}

function tableOf(cells, runs) {
  return {
    evidence: /** @type {const} */ ('questions'),
    models: Array.from({ length: runs }, (_, i) => ({
      name: `sim/run-${i}`,
      revision: 'r1',
      backbone: undefined,
      card: undefined,
      trainingData: undefined,
      cells: [],
    })),
    cells: cells.map(({ tag, scores, questions }) => {
      const cell = {
        model: { name: 'sim/run', revision: 'r1', backbone: undefined },
        task: 'Simulated',
        split: 'test',
        subset: tag,
        metric: 'ndcg_at_10',
        setting: /** @type {const} */ ('monolingual'),
        queryLanguages: [tag],
        documentLanguages: [tag],
        mainScore: NaN,
      };
      const [unit] = toUnits([cell], 'query');
      return { ...cell, unit, scores, questions };
    }),
    leftOutModels: [],
    notes: [],
  };
}

/**
 * What `compare --factor` is asked for when nothing is said.
 * @type {import('../../dist/types/generated/comparison.js').ComparisonOptions}
 */
export const COMPARISON = {
  by: [],
  side: 'query',
  seed: 42,
  draws: 1,
  flips: 1,
  level: 0.95,
  adjustment: 'holm',
};
