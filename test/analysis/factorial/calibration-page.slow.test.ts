import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';

type Section = (
  settings: { readonly studies: number; readonly seed: number },
  log: (line: string) => void,
) => readonly string[];

const { coverageTable } = (await import(
  pathToFileURL(packagePath('bench', 'calibration', 'coverage.mjs')).href
)) as { readonly coverageTable: Section };

describe('docs/calibration.md', () => {
  it('holds what the simulations of coverage give, byte for byte', () => {
    const page = readFileSync(packagePath('docs', 'calibration.md'), 'utf8');
    const [, studies = '', seed = ''] =
      /^(\d+) simulated studies per row, seed (\d+)\./mu.exec(page) ?? [];
    const section = coverageTable(
      { studies: Number(studies), seed: Number(seed) },
      () => undefined,
    );
    expect(page.endsWith(`\n\n${section.join('\n\n')}\n`)).toBe(true);
  });

  it('shows no level over 6.5 %', () => {
    const page = readFileSync(packagePath('docs', 'calibration.md'), 'utf8');
    const levels = page
      .split('\n## ')
      .filter((section) => section.startsWith('Level'))
      .flatMap((section) =>
        [...section.matchAll(/\| (\d+\.\d) % /gu)].map(([, share]) => Number(share)),
      );
    expect(levels.length).toBeGreaterThan(30);
    expect(Math.max(...levels)).toBeLessThanOrEqual(6.5);
  });
});
