import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { packagePath } from '../../src/base/folders.js';

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe-core, put into the page, calls serious or critical, each with its first places. */
export async function gravestFaults(page: Page): Promise<{ id: string; where: string[] }[]> {
  const path = createRequire(packagePath('package.json')).resolve('axe-core');
  await page.evaluate(readFileSync(path, 'utf8'));
  const violations = await page.evaluate<Violation[]>(
    `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({
      id, impact, nodes: nodes.slice(0, 3).map(({ html }) => ({ html })),
    })))`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html.slice(0, 200)) }));
}
