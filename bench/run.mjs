// Paired runs against peers on the same inputs: a table, and JSON in results/bench/<name>.json.
// usage: npm run build && node bench/run.mjs [NAME…] [--pairs 5] [--small] [--threads N]
// [--articles N] [--documents N] Exit status 1 when a score differs from the peer's by more than
// 1e-4 or a bench cannot run; a missed target is reported, not a failure.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { spread } from './support/measure.mjs';
import { root } from './support/programs.mjs';

const TOLERANCE = 1e-4;
const folder = join(root, 'bench/benches');
const known = readdirSync(folder)
  .map((file) => file.replace(/\.mjs$/, ''))
  .sort();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '5' },
    small: { type: 'boolean', default: false },
    threads: { type: 'string', default: String(availableParallelism()) },
    articles: { type: 'string' },
    documents: { type: 'string' },
  },
});
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`there is no bench "${unknown}"; one of: ${known.join(', ')}`);
  process.exit(2);
}

const options = {
  pairs: Number(values.pairs),
  small: values.small,
  threads: Number(values.threads),
  articles: number(values.articles),
  documents: number(values.documents),
};
let failed = false;
for (const name of positionals.length === 0 ? known : positionals) {
  const scratch = mkdtempSync(join(tmpdir(), `glottobench-bench-${name}-`));
  try {
    failed = (await runBench(name, scratch)) || failed;
  } catch (error) {
    console.error(`${name}: cannot run: ${error.message}`);
    failed = true;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
process.exitCode = failed ? 1 : 0;

function number(given) {
  return given === undefined ? undefined : Number(given);
}

/**
 * A bench module exports { title, targets: {measure: least}, atMost?: {measure: most},
 * prepare(context) }; prepare gives { inputs, pair(), close?() }, and each pair gives { measures:
 * {name: number}, difference?: number, notes?: {…} }.
 */
async function runBench(name, scratch) {
  const { bench } = await import(join(folder, `${name}.mjs`));
  const load = loadavg()[0];
  const prepared = await bench.prepare({ ...options, scratch });
  const pairs = [];
  try {
    for (let i = 0; i < options.pairs; i++) {
      pairs.push(await prepared.pair(i));
      process.stderr.write(`${name}: pair ${i + 1} of ${options.pairs}\n`);
    }
  } finally {
    await prepared.close?.();
  }
  const rows = Object.keys(pairs[0].measures).map((measure) => {
    const { min, median, max } = spread(pairs.map((pair) => pair.measures[measure]));
    const [least, most] = [bench.targets?.[measure], bench.atMost?.[measure]];
    const verdict =
      least !== undefined
        ? median >= least
          ? 'met'
          : 'missed'
        : most !== undefined
          ? median <= most
            ? 'met'
            : 'missed'
          : '';
    return {
      measure,
      min,
      median,
      max,
      target: least !== undefined ? `≥ ${least}` : most !== undefined ? `≤ ${most}` : '',
      verdict,
    };
  });
  const differences = pairs.map((pair) => pair.difference).filter((value) => value !== undefined);
  const wrong = differences.some((value) => !(value <= TOLERANCE));
  print(name, bench, prepared, rows, differences, wrong);
  const file = join(root, 'results/bench', `${name}.json`);
  mkdirSync(join(root, 'results/bench'), { recursive: true });
  writeFileSync(
    file,
    `${JSON.stringify(
      {
        bench: name,
        title: bench.title,
        small: options.small,
        inputs: prepared.inputs,
        pairs: pairs.length,
        rows,
        largestScoreDifference: differences.length === 0 ? null : Math.max(...differences),
        machine: {
          cpu: cpus()[0]?.model,
          threads: options.threads,
          loadBefore: load,
          loadAfter: loadavg()[0],
          node: process.version,
        },
        details: pairs,
      },
      null,
      2,
    )}\n`,
  );
  return wrong;
}

function print(name, bench, prepared, rows, differences, wrong) {
  console.log(`\n${name}: ${bench.title}`);
  console.log(
    `  ${JSON.stringify(prepared.inputs)}, ${options.pairs} pairs, ${options.threads} threads, load ${loadavg()[0].toFixed(1)}${options.small ? ', small trial' : ''}`,
  );
  const width = Math.max(...rows.map(({ measure }) => measure.length));
  console.log(
    `  ${'measure'.padEnd(width)} ${['min', 'median', 'max', 'target'].map((title) => title.padStart(9)).join(' ')}`,
  );
  const number = (value) =>
    (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)).padStart(9);
  for (const { measure, min, median, max, target, verdict } of rows) {
    console.log(
      `  ${measure.padEnd(width)} ${[min, median, max].map(number).join(' ')} ${target.padStart(9)} ${verdict}`,
    );
  }
  if (differences.length > 0)
    console.log(
      `  scores: largest difference ${Math.max(...differences).toExponential(1)}${wrong ? ', MORE THAN 1e-4: FAILED' : ''}`,
    );
}
