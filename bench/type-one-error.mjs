// Type I error of `compare` when two models are equally good: parallel questions in several
// languages, simulated.
// usage: npm run build && node bench/type-one-error.mjs [--experiments 1000] [--seed 1] [--flips
// 2000] [--docs] Prints Markdown, which docs/statistics.md holds (--docs writes it there); exit
// status 1 when the test errs under 3 % or over 7 % of the time.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toUnits } from '../dist/analysis/aggregate/units.js';
import { compareTable } from '../dist/analysis/compare/compare.js';
import { seededRandom } from '../dist/analysis/random.js';

const { values } = parseArgs({
  options: {
    experiments: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    flips: { type: 'string', default: '2000' },
    docs: { type: 'boolean', default: false },
  },
});
const [experiments, seed, draws] = [values.experiments, values.seed, values.flips].map(Number);
const ALPHA = 0.05;
const random = seededRandom(seed, 'type one error');
const uniform = () => (random.below(2 ** 32) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

const LANGUAGES = [
  'arb-Arab',
  'deu-Latn',
  'ell-Grek',
  'eng-Latn',
  'spa-Latn',
  'hin-Deva',
  'rus-Cyrl',
  'tha-Thai',
  'tur-Latn',
  'vie-Latn',
  'cmn-Hans',
];

/**
 * Scores of two equally good models: their difference has a part that a question keeps in every
 * language, and one that changes with the language. `questions` name the clusters: translations of
 * a question share a name, or (wrongly) none do.
 */
function simulate({ questions, languages, shared, own, discrete = false }) {
  const common = Array.from({ length: questions }, () => shared * normal());
  return LANGUAGES.slice(0, languages).map((tag) => {
    const differences = common.map((part) => {
      const latent = part + own * normal();
      // nDCG of one relevant document: mostly equal, else a jump up or down.
      return discrete ? (latent > 0.8 ? 0.37 : latent < -0.8 ? -0.37 : 0) : latent;
    });
    return {
      tag,
      scores: [
        Float64Array.from(differences, (value) => 0.5 + value / 2),
        Float64Array.from(differences, (value) => 0.5 - value / 2),
      ],
    };
  });
}

const models = ['a', 'b'].map((name) => ({
  name,
  revision: '1',
  backbone: undefined,
  card: undefined,
  trainingData: undefined,
  cells: [],
}));

/** Whether `compare` calls the two different by its test, and by its interval. */
function analyse(data, clusterName, experiment) {
  const cells = data.map(({ tag, scores }) => {
    const cell = {
      model: models[0],
      task: 'T',
      split: 'test',
      subset: tag,
      setting: /** @type {const} */ ('monolingual'),
      queryLanguages: [tag],
      documentLanguages: [tag],
      metric: 'ndcg_at_10',
      mainScore: 0,
    };
    return {
      ...cell,
      unit: toUnits([cell], 'query')[0],
      scores,
      questions: Array.from(scores[0], (_, i) => clusterName(tag, i)),
      warnings: [],
    };
  });
  const { groups } = compareTable(
    { evidence: 'questions', models, cells, leftOutModels: [], notes: [] },
    { seed: seed * 1e6 + experiment, flips: draws, draws: draws / 4, level: 1 - ALPHA },
  );
  const { pAdjusted, interval } = groups[0].pairs[0];
  return { rejected: pAdjusted < ALPHA, outside: interval.low > 0 || interval.high < 0 };
}

const lines = [];
const say = (line) => {
  console.log(line);
  lines.push(line);
};

/**
 * @type {{ name: string, questions: number, languages: number, shared: number, own: number,
 * discrete?: boolean }[]}
 */
const scenarios = [
  {
    name: 'questions alike in all languages (r = 0.5)',
    questions: 100,
    languages: 7,
    shared: 0.2,
    own: 0.2,
  },
  { name: 'weakly alike (r = 0.2)', questions: 100, languages: 11, shared: 0.1, own: 0.2 },
  {
    name: 'nDCG-like: most differences 0',
    questions: 150,
    languages: 11,
    shared: 0.5,
    own: 0.5,
    discrete: true,
  },
  { name: 'few questions', questions: 30, languages: 11, shared: 0.2, own: 0.2 },
  { name: 'one language', questions: 100, languages: 1, shared: 0.2, own: 0.2 },
];
const share = (count) => `${((100 * count) / experiments).toFixed(1)} %`;
say(
  `${experiments} experiments each, ${draws} sign flips, ${draws / 4} resamples, seed ${seed}, nominal ${100 * ALPHA} %; standard error about ${(100 * Math.sqrt((ALPHA * (1 - ALPHA)) / experiments)).toFixed(1)} %\n`,
);
say(
  '| two equally good models; | questions × languages | test, questions as clusters | interval without 0 | test, every row for itself | interval without 0 |',
);
say('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const scenario of scenarios) {
  const count = { rejected: 0, outside: 0, naive: 0, naiveOutside: 0 };
  for (let i = 0; i < experiments; i++) {
    const data = simulate(scenario);
    const clustered = analyse(data, (_, question) => `q${question}`, i);
    const naive = analyse(data, (tag, question) => `${tag} q${question}`, i);
    count.rejected += Number(clustered.rejected);
    count.outside += Number(clustered.outside);
    count.naive += Number(naive.rejected);
    count.naiveOutside += Number(naive.outside);
  }
  say(
    `| ${scenario.name} | ${scenario.questions} × ${scenario.languages} | ${share(count.rejected)} | ${share(count.outside)} | ${share(count.naive)} | ${share(count.naiveOutside)} |`,
  );
  const [rate, ignored] = [count.rejected / experiments, count.naive / experiments];
  if (rate < 0.03 || rate > 0.07 || (scenario.languages > 1 && ignored < 0.15))
    process.exitCode = 1;
}
if (values.docs) {
  const page = new URL('../docs/statistics.md', import.meta.url);
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(
      /(<!-- type-one-error -->\n)[\s\S]*?(\n<!-- \/type-one-error -->)/,
      (_, start, end) => start + lines.join('\n') + end,
    ),
  );
}
