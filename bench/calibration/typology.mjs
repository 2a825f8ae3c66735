import { analyseTable } from '../../dist/analysis/factorial/analyse-table.js';
import { seededRandom } from '../../dist/analysis/random.js';
import { markdownTable, percent } from './markdown.mjs';
import { COMPARISON, normals, simulateStudy } from './simulate-study.mjs';

/**
 * Contrasts of contrasts: does the effect of batching or backbone differ between groups of
 * languages?
 */
export function typologyTable(settings, log) {
  const studies = Math.max(20, Math.round(settings.studies / 4));
  const rows = [
    { seeds: 1, run: 0.01, conditionLanguage: 0.02 },
    { seeds: 3, run: 0.005, conditionLanguage: 0 },
    { seeds: 3, run: 0.005, conditionLanguage: 0.02 },
    { seeds: 5, run: 0.01, conditionLanguage: 0.05 },
  ].map((given) => {
    const normal = normals(seededRandom(settings.seed, `typology ${JSON.stringify(given)}`));
    let [tests, tested, claims] = [0, 0, 0];
    for (let study = 0; study < studies; study++) {
      const { table, runs } = simulateStudy(normal, given);
      const comparison = { ...COMPARISON, by: ['word-order', 'script'] };
      const { differences } = analyseTable(table, runs, { comparison, slopes: ['size'] });
      const effects = differences.flatMap((one) => one.effects).filter(({ p }) => p !== null);
      tested += effects.length;
      tests += effects.filter(({ p }) => p <= 0.05).length;
      if (effects.some(({ pAdjusted }) => pAdjusted <= 0.05)) claims++;
    }
    log(`typology ${JSON.stringify(given)} ${String([tests, tested, claims])}`);
    return [
      String(given.seeds),
      String(given.run),
      String(given.conditionLanguage),
      tested === 0 ? 'none tested' : percent(tests, tested),
      percent(claims, studies),
    ];
  });
  return [
    '## Level: does an effect differ between languages?',
    'Word orders and scripts set against each other, and the slope on the size of the pretraining text, where no effect goes with any of them; a quarter of the studies. The test adds the variances over runs, families and questions and counts the degrees of freedom of the families alone: it errs on the safe side, most of all where languages do not differ.',
    markdownTable(
      [
        'seeds',
        'SD between runs',
        'SD condition × language',
        'single tests, p ≤ .05',
        'studies with a claim',
      ],
      rows,
    ),
  ];
}
