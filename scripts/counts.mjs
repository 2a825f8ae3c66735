// `npm run counts [-- ROOT]`: prints how the source is built and exits 1 when a bound is missed.
import { fileURLToPath } from 'node:url';
import { cyclesOf, importsOf, twoWayPairs } from './counts/imports.mjs';
import { fileLength, functionsOf, longLines } from './counts/lengths.mjs';
import { deadExports, twinTypes } from './counts/names.mjs';
import { isByHand, readSources } from './counts/source.mjs';
import { suppressions } from './counts/suppressions.mjs';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const all = readSources(root, [
  'src',
  'page',
  'studies',
  'tools',
  'test',
  'scripts',
  'bench',
  'examples',
]);
const everything = all.filter(isByHand);
const product = everything.filter(({ path }) => /^(src|page|studies|tools)\//u.test(path));
const imports = importsOf(all);
const inProduct = new Set(product.map(({ path }) => path));
const ofProduct = imports.filter(({ from, to }) => inProduct.has(from) && inProduct.has(to));

const files = product.map((source) => ({ place: source.path, lines: fileLength(source) }));
const functions = product.flatMap((source) => functionsOf(source));
const plain = functions.filter(({ table }) => !table);
const pairs = twoWayPairs(ofProduct).map(
  ({ pair, there, back }) => `${pair} (${there.length} and ${back.length} imports)`,
);

/** @type {{ what: string, value: number, bound?: number, places?: readonly string[] }[]} */
const counts = [
  { what: 'files', value: files.length },
  { what: 'lines of a file, median', value: quantile(files, 0.5), bound: 80 },
  {
    what: 'lines of a file, most',
    value: quantile(files, 1),
    bound: 300,
    places: over(files, 300),
  },
  { what: 'functions', value: functions.length },
  { what: 'lines of a function, median', value: quantile(functions, 0.5) },
  { what: 'lines of a function, p90', value: quantile(functions, 0.9), bound: 25 },
  {
    what: 'lines of a function, most, tables apart',
    value: quantile(plain, 1),
    bound: 80,
    places: over(plain, 80),
  },
  listed(
    'lines over 100 columns outside strings',
    everything.flatMap((source) => longLines(source)),
  ),
  listed(
    'import cycles',
    cyclesOf(imports).map((group) => group.join(', ')),
  ),
  listed('two-way pairs of folders', pairs),
  listed('dead exports', deadExports(product, imports)),
  listed(
    'suppressions',
    everything.flatMap((source) => suppressions(source)),
  ),
  listed('type names in more than one file', twinTypes(product)),
];

let missed = 0;
for (const { what, value, bound, places = [] } of counts) {
  const miss = bound !== undefined && value > bound;
  if (miss) missed++;
  const limit = bound === undefined ? '' : `at most ${bound}`;
  console.log(
    `${miss ? 'MISS' : 'ok  '} ${what.padEnd(42)} ${String(value).padStart(6)}  ${limit}`.trimEnd(),
  );
  if (miss) for (const place of places) console.log(`       ${place}`);
}
process.exitCode = missed === 0 ? 0 : 1;

/**
 * @param {readonly { lines: number }[]} items
 * @param {number} q
 */
function quantile(items, q) {
  const sorted = items.map(({ lines }) => lines).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

/**
 * @param {readonly { place: string, lines: number }[]} items
 * @param {number} most
 */
function over(items, most) {
  return items
    .filter(({ lines }) => lines > most)
    .map(({ place, lines }) => `${place} (${lines} lines)`);
}

/**
 * @param {string} what
 * @param {readonly string[]} places
 */
function listed(what, places) {
  return { what, value: places.length, bound: 0, places };
}
