import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, describe } from '@jest/globals';
import { writeSmallModel } from '../support/small-results.js';
import { drawAll, openBrowser, openPage, withBrowser, type Browser } from '../support/browser.js';
import { runCommand } from '../support/run-command.js';

const RUNS = 'globalThis.__ran = true';
const NAMES = [
  `x/<script>${RUNS}</script>`,
  `x/"><img src=q onerror="${RUNS}">`,
  `x/\u202Egnp.exe\u2066 مرحبا`,
  `x/${'long'.repeat(2500)}`,
  `x/\u001b[31mred\u0007`,
  `x/'};${RUNS};//</script><!--`,
];
const SUBSETS = { ar: ['ara-Arab'], de: ['deu-Latn'], 'ar-de': ['ara-Arab', 'deu-Latn'] };

/**
 * Names that no folder could bear stand in model_meta.json, which is where anybody can write them.
 */
withBrowser(describe)('names and notes that mean harm', () => {
  let folder: string;
  let file: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glottobench-hostile-'));
    file = join(folder, 'report.html');
    const results = join(folder, 'results');
    for (const [i, name] of NAMES.entries()) {
      const revision = await writeSmallModel(results, {
        name: `org/m${String(i)}`,
        subsets: SUBSETS,
        score: (_subset, question) => (question % (i + 2)) / (i + 2),
        card: {
          name,
          backbone: i % 2 === 0 ? `"><script>${RUNS}</script>` : 'xlmr',
          batch_sampling: { kind: i % 3 === 0 ? 'monolingual' : 'hybrid' },
        },
      });
      await rename(revision, name);
    }
    const made = await runCommand(['report', results, '--out', file]);
    expect([made.status, made.err]).toEqual([0, expect.stringContaining('report.html')]);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([390, 1280])(
    'run nothing and break nothing at %i px',
    async (width) => {
      const hash = `#compare&a=${encodeURIComponent(`<img src=q onerror=${RUNS}>`)}&task=%E0%A4%A&model=nobody`;
      for (const address of ['', hash]) {
        const { page, faults } = await openPage(browser, file, { width, hash: address });
        if (address === '') await drawAll(page);
        for (const summary of await page.locator('main summary').all()) await summary.click();
        expect(await page.evaluate('globalThis.__ran')).toBeUndefined();
        expect(await page.locator('img, iframe, object, embed').count()).toBe(0);
        expect(faults).toEqual([]);
        const [inner, outer] = await page.evaluate<[number, number]>(
          '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
        );
        expect(inner).toBeLessThanOrEqual(outer);
        const text = await page.locator('body').innerText();
        expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u001b\u0007]/);
        // a command to copy is shown whole, as far as anybody would read
        expect(Math.max(...text.split(/\s/).map((word) => word.length))).toBeLessThanOrEqual(2000);
        await page.close();
      }
    },
    60_000,
  );
});

async function rename(revision: string, name: string): Promise<void> {
  for (const path of [join(revision, 'model_meta.json'), join(revision, 'run', 'manifest.json')]) {
    const stored = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const model = stored['model'];
    await writeFile(
      path,
      JSON.stringify(
        typeof model === 'object' ? { ...stored, model: { ...model, name } } : { ...stored, name },
      ),
    );
  }
}
