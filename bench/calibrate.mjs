// Level, power and coverage of what `compare --factor` prints, on simulated studies: writes
// docs/calibration.md.
// usage: npm run calibrate [-- --studies 2000 --seed 1 --out docs/calibration.md --check]
// The page depends on the seed and the number of studies alone: no times, no facts of the machine.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../dist/base/atomic-file.js';
import { coverageTable } from './calibration/coverage.mjs';
import { levelTable, powerTable } from './calibration/level.mjs';
import { typologyTable } from './calibration/typology.mjs';

const { values } = parseArgs({
  options: {
    studies: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs/calibration.md' },
    check: { type: 'boolean', default: false },
  },
});
const settings = { studies: Number(values.studies), seed: Number(values.seed) };
const log = (line) => process.stderr.write(`${line}\n`);
const page = [
  '# Calibration',
  'How often what `compare --factor` prints is wrong, and how often it finds what is there. Written by `npm run calibrate`; do not edit.',
  `${String(settings.studies)} simulated studies per row, seed ${String(settings.seed)}. A share of 5 % has a standard error of ${(100 * Math.sqrt((0.05 * 0.95) / settings.studies)).toFixed(1)} percentage points here. Studies: 2 backbones × 3 batchings, 15 languages in 10 families; standard deviations: question .15, condition × question .05, language .08, run × language .005, residual .2; the standard deviation between runs is in the table.`,
  ...levelTable(settings, log),
  ...powerTable(settings, log),
  ...typologyTable(settings, log),
  ...coverageTable(settings, log),
].join('\n\n');
if (values.check) {
  const same = readFileSync(values.out, 'utf8') === `${page}\n`;
  log(same ? 'the page is what the simulations give' : 'the page differs');
  process.exitCode = same ? 0 : 1;
} else await writeFileAtomic(values.out, `${page}\n`);
