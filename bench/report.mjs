// The page of `glottobench report` for a tree of results: size of the file, first paint and the
// time of a filter, in Chromium.
// usage: npm run build && node bench/report.mjs [RESULTS]   (default: the leaderboard's models
// beside the checkout)
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const [results = join(root, '../shared/leaderboard/results')] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'glottobench-bench-report-'));
const file = join(work, 'report.html');
const REPEATS = 10;

const began = process.hrtime.bigint();
const made = spawnSync(
  process.execPath,
  [join(root, 'dist/cli/main.js'), 'report', results, '--out', file],
  { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
);
if (made.status !== 0) throw new Error(made.stderr);
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
console.log(`made in ${seconds.toFixed(1)} s, ${(statSync(file).size / 1e6).toFixed(2)} MB`);

const context = await chromium.launchPersistentContext(join(work, 'profile'), {
  executablePath: '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
});
const paints = [];
const ready = [];
for (let i = 0; i < REPEATS; i++) {
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  const [paint, now] = await page.evaluate(
    "[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]",
  );
  paints.push(paint);
  ready.push(now);
  await page.close();
}
console.log(`first contentful paint ${median(paints)} ms, filters ready ${median(ready)} ms`);

const page = await context.newPage();
await page.goto(pathToFileURL(file).href);
await page.waitForSelector('html[data-ready] #figure-overview svg', { state: 'attached' });
for (const [label, values] of [
  ['Setting', ['monolingual', '']],
  ['Group languages by', ['script-class', 'family']],
]) {
  const times = [];
  for (let i = 0; i < REPEATS; i++)
    times.push(await page.evaluate(changeAndWait(label, values[i % 2])));
  console.log(`${label}: ${median(times)} ms to the changed tables`);
}
await context.close();
rmSync(work, { recursive: true, force: true });

/** Changes a choice and waits for the frame after the page has followed. */
function changeAndWait(label, value) {
  return `new Promise((resolve) => {
    const select = document.querySelector('select[aria-label=${JSON.stringify(label)}]');
    const began = performance.now();
    select.value = ${JSON.stringify(value)};
    select.dispatchEvent(new Event('change', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
  })`;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2);
}
