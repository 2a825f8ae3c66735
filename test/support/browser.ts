import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** `describe` where Debian's Chromium is there, else `describe.skip` after saying so. */
export function withBrowser<T extends { skip: unknown }>(suite: T): T {
  if (existsSync(CHROMIUM)) return suite;
  process.stderr.write(`skipped: there is no ${CHROMIUM} (apt-get install chromium)\n`);
  return suite.skip as T;
}

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'glottobench-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** An opened page and everything that went wrong on it. */
export interface Watched {
  readonly page: Page;
  /**
   * Messages of the console, thrown errors, breaches of the page's own policy, requests that left
   * the disk.
   */
  readonly faults: string[];
}

export async function openPage(
  { context }: Browser,
  file: string,
  { width, dark = false, hash = '' }: { width: number; dark?: boolean; hash?: string },
): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!/^(?:file|data|blob):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.goto(`${pathToFileURL(file).href}${hash}`);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  return { page, faults };
}

/** Brings every chart into the window once, so that it is drawn. */
export async function drawAll(page: Page): Promise<void> {
  for (const chart of await page.locator('figure .chart').all()) {
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('svg').first().waitFor();
  }
}
