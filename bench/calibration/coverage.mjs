import { Matrix } from 'ml-matrix';
import { clusterRobust, dot, robustVariance } from '../../dist/analysis/mixed/cluster-robust.js';
import { tCritical } from '../../dist/analysis/mixed/student-t.js';
import { DEGREES_NEEDED } from '../../dist/analysis/factorial/functionals.js';
import { seededRandom } from '../../dist/analysis/random.js';
import { markdownTable, percent } from './markdown.mjs';
import { normals } from './simulate-study.mjs';

const SIZES = {
  '5 equal': Array(5).fill(3),
  '8 equal': Array(8).fill(3),
  '12 equal': Array(12).fill(2),
  '18 equal': Array(18).fill(2),
  'XQuAD-R (6)': [6, 1, 1, 1, 1, 1],
  'MIRACL (10)': [6, 2, 2, 1, 1, 1, 1, 1, 1, 2],
  'Belebele (18)': [46, 17, 13, 10, 7, 6, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1],
};

const DRAWS = {
  normal: (normal) => normal(),
  skewed: (normal) => Math.exp(normal()) - Math.exp(0.5),
};

/** Intervals over families of the mean of languages: half of the variance lies between families. */
export function coverageTable({ studies, seed }, log) {
  const rows = Object.entries(SIZES).flatMap(([name, sizes]) =>
    Object.entries(DRAWS).map(([shape, draw]) => {
      const normal = normals(seededRandom(seed, `coverage ${name} ${shape}`));
      const family = sizes.flatMap((size, f) => Array(size).fill(String(f)));
      const robust = clusterRobust(Matrix.ones(family.length, 1), family, [1]);
      const printed = robust.degrees >= DEGREES_NEEDED;
      const reach = tCritical(0.95, robust.degrees);
      let covered = 0;
      for (let study = 0; study < studies; study++) {
        const own = sizes.map(() => draw(normal));
        const values = family.map((f) => own[Number(f)] + draw(normal));
        const error = Math.sqrt(robustVariance(robust, values));
        if (Math.abs(dot(robust.weights, values)) <= reach * error) covered++;
      }
      log(`coverage ${name} ${shape} ${covered}`);
      return [
        name,
        shape,
        robust.degrees.toFixed(1),
        printed ? 'all' : 'none',
        percent(covered, studies),
      ];
    }),
  );
  return [
    '## Coverage: intervals over languages and families',
    `Nominal: 95 %. Printed from ${String(DEGREES_NEEDED)} effective degrees of freedom; where none is printed, the last column is what it would have covered. With skewed effects (log-normal) of few, unequal families an interval covers less than it says.`,
    markdownTable(
      ['families', 'effects', 'effective degrees of freedom', 'studies that print one', 'coverage'],
      rows,
    ),
  ];
}
