import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/base/folders.js';
import { formatScore } from '../../src/report/format.js';
import { pageData } from '../../src/report/page/page-data.js';
import { shortNumber } from '../../src/report/page/pack.js';
import type { Aggregation } from '../../src/types/generated/aggregation.js';
import type { PageData } from '../../src/types/page.js';
import { gravestFaults } from '../support/axe.js';
import { drawAll, openBrowser, openPage, withBrowser, type Browser } from '../support/browser.js';
import { runCommand } from '../support/run-command.js';

const SECTIONS = [
  'overview',
  'factors',
  'typology',
  'map',
  'cross',
  'compare',
  'queries',
  'provenance',
];
const MODELS = 'bm25,glottobench/tiny-monolingual,glottobench/tiny-hybrid';
const LANGUAGES = 'eng,tur,jpn,kat,eus,tam,arb,ekk';

let folder: string;
let results: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-report-'));
  results = join(folder, 'results');
  file = join(folder, 'report.html');
  const run = [
    'run',
    '-m',
    MODELS,
    '-t',
    'UDHRRetrieval',
    '--language',
    LANGUAGES,
    '--out',
    results,
    '--offline',
    '--quiet',
  ];
  expect((await runCommand(run)).status).toBe(0);
  const made = await runCommand([
    'report',
    results,
    '--out',
    file,
    '--charts',
    join(folder, 'charts'),
  ]);
  expect(made.err).toContain('report.html');
  expect(made.status).toBe(0);
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What a command of the page prints; its words are split as a shell would, for there are no quotes
 * here.
 */
async function answerOf(command: string): Promise<unknown> {
  const [program, ...words] = command.split(' ');
  expect(program).toBe('glottobench');
  const { status, out, err } = await runCommand(words);
  expect([status, err.includes('error')]).toEqual([0, false]);
  return JSON.parse(out);
}

describe('the data of the page', () => {
  let data: PageData;
  beforeAll(async () => {
    data = await pageData({ folder: results, seed: 42, draws: 2000 }, 'glottobench report');
  });

  it('are what the commands answer that the page names', async () => {
    const [scope] = data.scopes;
    if (scope === undefined) throw new Error('there is a scope');
    const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(asJson(scope.aggregation)).toEqual(await answerOf(scope.commands.aggregate));
    expect(asJson(scope.comparison)).toEqual(await answerOf(scope.commands.compare));
    expect(asJson(scope.byLanguage)).toEqual(await answerOf(scope.commands.byLanguage));
    expect(asJson(data.bias)).toEqual(await answerOf(data.biasCommand));
    expect(asJson(data.factors.analysis)).toEqual(await answerOf(data.factors.command));
  }, 120_000);

  it('names a command that makes each cell again', () => {
    const commands = data.models.map(({ run }) => run?.commands['UDHRRetrieval']);
    expect(commands).toContain('glottobench run -m bm25 -t UDHRRetrieval');
    expect(commands).toContain('glottobench run -m glottobench/tiny-hybrid -t UDHRRetrieval');
  });
});

describe('the file', () => {
  it('allows its own script and style and nothing else', () => {
    const html = readFileSync(file, 'utf8');
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/https?:/);
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.length).toBeLessThan(2_000_000);
  });

  it('shows the overview before any script runs', () => {
    const [still = ''] = readFileSync(file, 'utf8').split('<noscript>');
    expect(still).toContain('<svg');
    expect(still).toContain('tiny-hybrid');
    expect(still).toMatch(/<td class="number"[^>]*>\.\d{3}<\/td>/);
  });
});

describe('the folder of charts', () => {
  it('holds each chart as SVG in two widths and as a spec with its data', () => {
    const names = readdirSync(join(folder, 'charts'));
    for (const chart of ['overview', 'slopes', 'typology-monolingual-family', 'map', 'forest'])
      expect(names).toEqual(
        expect.arrayContaining([`${chart}-column.svg`, `${chart}-page.svg`, `${chart}.vl.json`]),
      );
    for (const name of names) {
      const text = readFileSync(join(folder, 'charts', name), 'utf8');
      expect([name, text.includes('var(')]).toEqual([name, false]);
      if (name.endsWith('.json'))
        expect((JSON.parse(text) as { $schema: string }).$schema).toContain('vega-lite/v6');
      else expect(text).toMatch(/^<svg [^]*<\/svg>$/);
    }
    const spec = JSON.parse(readFileSync(join(folder, 'charts', 'overview.vl.json'), 'utf8')) as {
      data: { values: { model: string }[] };
    };
    expect(spec.data.values.map(({ model }) => model)).toContain('tiny-hybrid');
  });
});

withBrowser(describe)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  it.each([
    [390, false],
    [390, true],
    [768, false],
    [768, true],
    [1280, false],
    [1280, true],
    [1920, false],
  ])(
    'draws every section at %i px, dark: %s',
    async (width, dark) => {
      const { page, faults } = await openPage(browser, file, { width, dark });
      await drawAll(page);
      expect(
        await page.evaluate("[...document.querySelectorAll('main > section')].map(({ id }) => id)"),
      ).toEqual(SECTIONS);
      const [inner, outer] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
      );
      expect(inner).toBeLessThanOrEqual(outer);
      await keepPictures(page, `${String(width)}-${dark ? 'dark' : 'light'}`);
      expect(faults).toEqual([]);
      await page.close();
    },
    90_000,
  );

  it('shows the numbers of --json', async () => {
    const { page } = await openPage(browser, file, { width: 1280 });
    const aggregation = (await answerOf(`glottobench aggregate ${results} --json`)) as Aggregation;
    const row = page.locator('table.overview tbody tr', { hasText: 'tiny-hybrid' });
    const shown = await row.locator('td').allInnerTexts();
    for (const setting of ['monolingual', 'crosslingual']) {
      const slice = aggregation.slices.find(
        (one) => one.model.name === 'glottobench/tiny-hybrid' && one.setting === setting,
      );
      expect(shown).toContain(formatScore(slice?.overall.languageMean.mean));
      expect(shown.join(' ')).toContain(formatScore(slice?.overall.languageMean.interval?.low));
    }
    await page.locator('#figure-typology summary').click();
    const family = aggregation.slices
      .find((one) => one.model.name === 'glottobench/bm25' && one.setting === 'monolingual')
      ?.groupings.find(({ by }) => by === 'family')
      ?.groups.find(({ group }) => group === 'Uralic');
    const cells = page
      .locator('#figure-typology tbody tr', { hasText: 'Uralic' })
      .filter({ hasText: 'bm25' });
    expect(await cells.innerText()).toContain(formatScore(shortNumber(family?.mean ?? NaN)));
    expect(await cells.innerText()).toContain('too few');
    await page.close();
  });

  it('keeps a view in the address, and opens one from it', async () => {
    const { page, faults } = await openPage(browser, file, { width: 1280 });
    await page.getByLabel('Setting', { exact: true }).selectOption('crosslingual');
    await page.getByLabel('Group languages by').selectOption('script-class');
    await page.locator('details.models summary').click();
    await page.getByLabel('glottobench/tiny-hybrid').check();
    expect(page.url()).toMatch(
      /#&setting=crosslingual&by=script-class&model=glottobench%2Ftiny-hybrid$/,
    );
    expect(await page.locator('table.overview tbody tr').count()).toBe(1);
    const second = await openPage(browser, file, {
      width: 1280,
      hash: page.url().slice(page.url().indexOf('#')).replace('#', '#typology'),
    });
    expect(await second.page.locator('table.overview tbody tr').count()).toBe(1);
    expect(await second.page.getByLabel('Group languages by').inputValue()).toBe('script-class');
    await second.page.getByRole('button', { name: 'reset' }).click();
    expect(await second.page.locator('table.overview tbody tr').count()).toBe(3);
    await second.page.getByRole('link', { name: 'Two models' }).click();
    expect(second.page.url()).toMatch(/#compare$/);
    await second.page
      .locator('#compare')
      .getByLabel('A', { exact: true })
      .selectOption('glottobench/bm25');
    expect(await second.page.locator('#figure-forest figcaption').innerText()).toContain('bm25 −');
    expect([...faults, ...second.faults]).toEqual([]);
    await page.close();
    await second.page.close();
  }, 60_000);

  it('leads down to a query, its right document and what was found', async () => {
    const { page, faults } = await openPage(browser, file, { width: 390 });
    await page.locator('#queries').getByLabel('Model').selectOption('glottobench/bm25');
    await page.locator('#queries').getByLabel('Cell').selectOption('UDHRRetrieval test arb-multi');
    const query = page.locator('#queries .query').first();
    await query.locator('summary').click();
    expect(await query.locator('summary .text').getAttribute('lang')).toBe('arb-Arab');
    expect(await query.locator('summary .text').innerText()).toMatch(/[\u0621-\u064a]{3}/);
    expect(await query.locator('ul.documents li.right').count()).toBeGreaterThan(0);
    expect(await query.locator('ol.documents li').count()).toBe(10);
    expect(page.url()).toContain('cell=UDHRRetrieval%20test%20arb-multi');
    expect(await page.locator('#queries').innerText()).toContain('licence mit');
    expect(faults).toEqual([]);
    await page.close();
  }, 30_000);

  it('hands out each chart as CSV, SVG and a table that the keyboard reaches', async () => {
    const { page } = await openPage(browser, file, { width: 1280 });
    await drawAll(page);
    for (const figure of await page.locator('figure').all()) {
      await figure.locator('summary').focus();
      await page.keyboard.press('Enter');
      await figure.locator('table').waitFor();
    }
    const download = page.waitForEvent('download');
    await page.locator('#figure-overview').getByRole('button', { name: 'CSV' }).click();
    const csv = readFileSync(await (await download).path(), 'utf8');
    expect(csv).toMatch(/^model,setting,mean,low,high,languages,tasks\n/);
    expect(csv.trim().split('\n')).toHaveLength(10);
    const second = page.waitForEvent('download');
    await page.locator('#figure-overview').getByRole('button', { name: 'SVG' }).click();
    const svg = readFileSync(await (await second).path(), 'utf8');
    expect(svg).toContain('tiny-hybrid');
    expect(svg).not.toContain('var(');
    await page.close();
  }, 60_000);

  it('is drawn into the pictures of README and docs', async () => {
    const pictures = join(folder, 'pictures');
    const script = packagePath('scripts', 'pictures.mjs');
    await promisify(execFile)(process.execPath, [script, file, pictures]);
    const committed = readdirSync(packagePath('docs', 'images')).filter((name) =>
      name.startsWith('report-'),
    );
    expect(readdirSync(pictures)).toEqual(committed);
  }, 60_000);

  it.each([false, true])(
    'has no serious fault that axe finds, dark: %s',
    async (dark) => {
      const { page } = await openPage(browser, file, { width: 1280, dark });
      await drawAll(page);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      expect(await gravestFaults(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );
});

/** In an ignored folder, for people to look at. */
async function keepPictures(page: Page, name: string): Promise<void> {
  const pictures = packagePath('coverage', 'pictures');
  mkdirSync(pictures, { recursive: true });
  await page.evaluate('scrollTo(0, 0)');
  await page.screenshot({ path: join(pictures, `report-${name}.png`), fullPage: true });
}
