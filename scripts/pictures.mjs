// The pictures of README and docs, from a report: sections as Chromium draws them, 1,100 pixels
// wide.
// usage: npm run build && node scripts/pictures.mjs REPORT.html [FOLDER]   (default docs/images)
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/** Name of the picture → what is on it. */
const PICTURES = {
  'report-overview': '#overview',
  'report-typology': '#figure-typology',
  'report-pool': '#figure-pool',
  'report-compare': '#compare',
  'report-map': '#figure-map',
  'report-batching': '#figure-slopes',
};

const [report, folder = fileURLToPath(new URL('../docs/images', import.meta.url))] =
  process.argv.slice(2);
if (report === undefined) throw new Error('which report? glottobench report results makes one');
mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'glottobench-pictures-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  viewport: { width: 1100, height: 900 },
});
const page = await context.newPage();
await page.goto(pathToFileURL(resolve(report)).href);
await page.waitForSelector('html[data-ready]', { state: 'attached' });
// what stays at the top of the window would stand on every picture
await page.evaluate("document.querySelector('.filters').remove()");
for (const [name, place] of Object.entries(PICTURES)) {
  const part = page.locator(place);
  if ((await part.count()) === 0) continue;
  await part.scrollIntoViewIfNeeded();
  await part.locator('.chart[data-drawn] svg').first().waitFor();
  await page.waitForTimeout(300);
  await part.screenshot({ path: join(folder, `${name}.png`) });
}
await context.close();
rmSync(profile, { recursive: true, force: true });
