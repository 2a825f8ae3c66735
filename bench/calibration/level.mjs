import { analyseTable } from '../../dist/analysis/factorial/analyse-table.js';
import { seededRandom } from '../../dist/analysis/random.js';
import { markdownTable, percent } from './markdown.mjs';
import { COMPARISON, normals, simulateStudy } from './simulate-study.mjs';

const MEASURES = {
  graded: (value) => value,
  'hit or miss': (value) => (value > 0.5 ? 1 : 0),
  'reciprocal rank': (value) => (value > 0.55 ? 1 : value > 0.4 ? 1 / 2 : value > 0.3 ? 1 / 5 : 0),
};

/** What a row of studies claimed: shares of tests and of studies. */
function claims(given, { studies, seed }) {
  const normal = normals(seededRandom(seed, JSON.stringify(given)));
  const design = { ...given, measure: MEASURES[given.measure ?? 'graded'] };
  const count = { tests: 0, tested: 0, main: 0, pairs: 0, languages: 0, intervals: 0, found: 0 };
  for (let study = 0; study < studies; study++) {
    const { table, runs } = simulateStudy(normal, design);
    const { groups } = analyseTable(table, runs, { comparison: COMPARISON });
    const { effects } = groups.at(-1);
    for (const { p, languages } of effects) {
      if (p !== null) count.tested++;
      if (p !== null && p <= 0.05) count.tests++;
      if (languages.interval === null) continue;
      count.intervals++;
      if (languages.interval.low > 0 || languages.interval.high < 0) count.languages++;
    }
    for (const family of ['main', 'pairs'])
      if (effects.some((one) => one.family === family && claimed(one))) count[family]++;
    const main = effects.find(({ name }) => name.startsWith('hybrid − monolingual, mean'));
    if (claimed(main) && main.estimate > 0) count.found++;
  }
  return { ...count, studies };
}

function claimed({ pAdjusted }) {
  return pAdjusted !== null && pAdjusted <= 0.05;
}

export function levelTable(settings, log) {
  const rows = [
    ...[1, 3, 5].flatMap((seeds) => [0, 0.005, 0.01].map((run) => ({ seeds, run }))),
    { seeds: 2, run: 0.01 },
    { seeds: 3, run: 0.01, measure: 'hit or miss' },
    { seeds: 3, run: 0.01, measure: 'reciprocal rank' },
    { seeds: 3, run: 0.01, questions: 20 },
  ].map(
    (/** @type {{ seeds: number, run: number, measure?: string, questions?: number }} */ given) => {
      const found = claims(given, settings);
      log(`level ${JSON.stringify(given)} ${JSON.stringify(found)}`);
      return [
        String(given.seeds),
        String(given.run),
        given.measure ?? 'graded',
        String(given.questions ?? 50),
        found.tested === 0 ? 'none tested' : percent(found.tests, found.tested),
        found.tested === 0 ? '0 %' : percent(found.main, found.studies),
        found.tested === 0 ? '0 %' : percent(found.pairs, found.studies),
      ];
    },
  );
  return [
    '## Level: no effect at all',
    'Nominal: 5 %. A study of one seed per condition tests nothing: it prints tipping points.',
    markdownTable(
      [
        'seeds',
        'SD between runs',
        'scores',
        'questions',
        'single tests, p ≤ .05',
        'studies with a claim among main effects',
        'studies with a claim among pairs',
      ],
      rows,
    ),
  ];
}

export function powerTable(settings, log) {
  const rows = [
    { seeds: 3, run: 0.005, effect: 0.015 },
    { seeds: 3, run: 0.005, effect: 0.015, questions: 200 },
    { seeds: 3, run: 0.005, effect: 0.015, questions: 600 },
    { seeds: 5, run: 0.005, effect: 0.015, questions: 600 },
    { seeds: 3, run: 0.005, effect: 0.03 },
    { seeds: 5, run: 0.005, effect: 0.03 },
    { seeds: 3, run: 0.005, effect: 0.015, conditionQuestion: 0 },
  ].map((given) => {
    const fewer = { ...settings, studies: Math.max(50, Math.round(settings.studies / 4)) };
    const found = claims(given, fewer);
    log(`power ${JSON.stringify(given)} ${JSON.stringify(found)}`);
    return [
      String(given.seeds),
      String(given.questions ?? 50),
      String(given.conditionQuestion ?? 0.05),
      String(given.effect),
      percent(found.found, found.studies),
    ];
  });
  return [
    '## Power: hybrid is better by so much',
    'The main effect hybrid − monolingual, corrected within its family of four; standard deviation between runs .005; a quarter of the studies. With 50 questions the questions, not the seeds, are what is short: conditions that differ by .05 on single questions differ by .05 / √50 = .007 on their mean, whatever the number of runs.',
    markdownTable(['seeds', 'questions', 'SD condition × question', 'effect', 'found'], rows),
  ];
}
