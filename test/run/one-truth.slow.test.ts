import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { biasPath } from '../../src/results/bias-file.js';
import type { BiasReport } from '../../src/types/generated/bias.js';
import { variant } from '../support/checkpoint-copy.js';
import { resultTree } from '../support/result-tree.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
const root = mkdtempSync(join(tmpdir(), 'glottobench-truth-'));
afterAll(() => rmSync(root, { recursive: true }));

const MODELS = ['bm25', 'random', variant('pool-max')];
const POOLS = ['eng-multi', 'tur-multi', 'jpn-multi'];
/**
 * `eng-mri` has a question less than the other pairs: what is said of it follows from all cells
 * together.
 */
const PAIRS = ['eng-eng', 'eng-deu', 'tur-tur', 'jpn-eng', 'kat-kat', 'deu-tur', 'eng-mri'];
const SUBSETS = [...POOLS.slice(0, 1), ...PAIRS, ...POOLS.slice(1)];

interface Ended {
  readonly code: number | null;
  readonly killed: boolean;
}

/**
 * Runs in a process of its own. @param kill is asked at every line of events; a number of
 * milliseconds kills it after so long
 */
function run(
  out: string,
  subsets: readonly string[],
  kill: (event: { type: string; result?: { state: string } }) => number | undefined = () =>
    undefined,
): Promise<Ended> {
  const program = packagePath('dist', 'cli', 'main.js');
  const args = ['run', '-m', MODELS.join(), '-t', 'UDHRRetrieval', '--subsets', subsets.join()];
  const child = spawn(
    process.execPath,
    [program, ...args, '-o', join(root, out), '--threads', '1', '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const delay = kill(JSON.parse(line) as { type: string });
      if (delay !== undefined) setTimeout(() => child.kill('SIGKILL'), delay);
    }
  });
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, killed: signal === 'SIGKILL' })),
  );
}

const biasOf = (out: string): string =>
  biasPath(join(root, out, 'glottobench__bm25', 'v1'), 'UDHRRetrieval', 'test');

describe('what a run leaves', () => {
  it('is the same, times apart, in one command, in two, and killed and resumed twenty times', async () => {
    expect(await run('once', SUBSETS)).toMatchObject({ code: 0 });
    const once = resultTree(join(root, 'once'));
    expect(Object.keys(once).filter((file) => file.includes('/runs/'))).toHaveLength(30);
    const manifest = once[join('glottobench__bm25', 'v1', 'run', 'manifest.json')];
    expect(manifest).toContain('unequal-questions');
    expect(Object.keys(once).filter((file) => /journal|lock|tmp|stale/.test(file))).toEqual([]);

    expect(await run('twice', ['tur-multi', 'kat-kat', 'eng-mri'])).toMatchObject({ code: 0 });
    expect(
      await run(
        'twice',
        SUBSETS.filter((name) => !['tur-multi', 'kat-kat', 'eng-mri'].includes(name)),
      ),
    ).toMatchObject({ code: 0 });
    expect(resultTree(join(root, 'twice'))).toEqual(once);

    let kills = 0;
    let finished = false;
    for (let attempt = 0; kills < 20 && attempt < 40; attempt++) {
      let scored = 0;
      // After a cell, some milliseconds later, so that each stage of a cell is hit; at times before
      // any, and at the end.
      const early = finished || attempt % 4 === 3;
      const { killed } = await run('cut', SUBSETS, ({ type, result }) => {
        if (early) return type === 'planned' ? attempt * 2 : undefined;
        return result?.state === 'scored' && ++scored === 1 ? (attempt * 7) % 30 : undefined;
      });
      if (killed) kills++;
      else finished = true;
    }
    expect(kills).toBe(20);
    expect(await run('cut', SUBSETS)).toMatchObject({ code: 0 });
    expect(resultTree(join(root, 'cut'))).toEqual(once);
  }, 240_000);

  it('is completed by a run that has no cell to do, in folders of earlier releases too', async () => {
    const once = resultTree(join(root, 'once'));
    cpSync(join(root, 'once'), join(root, 'old'), { recursive: true });
    const report = JSON.parse(readFileSync(biasOf('old'), 'utf8')) as BiasReport;
    const stopped = 'the run was stopped before the rankings were compared';
    writeFileSync(
      biasOf('old'),
      JSON.stringify({ ...report, mrc: { ...report.mrc, value: null, reason: stopped } }),
    );
    const revision = join(root, 'old', 'glottobench__bm25', 'v1');
    rmSync(join(revision, 'bias', 'hits'), { recursive: true });
    rmSync(join(revision, 'typology'), { recursive: true });
    for (const left of ['lock.0123456789abcdef.tmp', 'lock.0123456789abcdef.stale'])
      writeFileSync(join(revision, 'run', left), '');
    writeFileSync(join(revision, 'bias', '.x.json.0123456789ab.tmp'), '');
    expect(await run('old', SUBSETS)).toMatchObject({ code: 0 });
    expect(resultTree(join(root, 'old'))).toEqual(once);
  }, 60_000);
});
