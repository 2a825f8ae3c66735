import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/cli/main.js');
const library = pathToFileURL(join(root, 'dist/index.js')).href;
const checkpoint = join(root, 'examples/tiny-hybrid/checkpoints/hybrid');
const built = existsSync(main);
if (!built) process.stderr.write('telemetry tests are skipped: dist/ is not built\n');

/**
 * Runs Node where home and temporary folder are new ones. @returns what it left there, our own
 * cache apart
 */
function leftBy(...argv: string[]): { left: string[]; err: string } {
  const home = mkdtempSync(join(tmpdir(), 'glottobench-home-'));
  for (const folder of ['tmp', 'work']) mkdirSync(join(home, folder));
  const env = { ...process.env };
  delete env['ORT_DISABLE_TELEMETRY'];
  try {
    const done = spawnSync(process.execPath, argv, {
      cwd: join(home, 'work'),
      encoding: 'utf8',
      env: {
        ...env,
        HOME: home,
        USERPROFILE: home,
        TMPDIR: join(home, 'tmp'),
        XDG_CACHE_HOME: join(home, '.cache'),
        GLOTTOBENCH_CACHE: join(home, 'cache'),
      },
    });
    const left = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(home.length + 1))
      .filter((path) => !path.startsWith('cache/') && !path.startsWith('work/results/'));
    return { left, err: done.status === 0 ? '' : done.stderr };
  } finally {
    rmSync(home, { recursive: true });
  }
}

const script = (text: string): string[] => ['--input-type=module', '-e', text];
const embed = (threads: number): string => `
  const { openEncoder } = await import(${JSON.stringify(library)});
  const { encoder } = await openEncoder(${JSON.stringify(checkpoint)}, { threads: ${threads} });
  await encoder.encode(['a text'], { role: 'query' });
  await encoder.close();`;
const inThread = (text: string): string => `
  const { Worker } = await import('node:worker_threads');
  const worker = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(text)})));
  worker.on('error', (error) => { console.error(error.code, error.hint); process.exitCode = 1; });`;

(built ? describe : describe.skip)('the runtime leaves nothing behind', () => {
  it.each([
    ['models embed', [main, 'models', 'embed', checkpoint, '--text', 'a text']],
    [
      'run',
      [main, 'run', '-m', checkpoint, '-t', 'UDHRRetrieval', '--subsets', 'eng-eng', '--offline'],
    ],
    ['doctor', [main, 'doctor']],
    ['the library, in the calling thread', script(embed(1))],
    ['the library, in threads of its own', script(embed(2))],
    [
      'the matrix product of the search',
      script(`const { openInnerProduct } = await import(${JSON.stringify(
        pathToFileURL(join(root, 'dist/search/score-matrix.js')).href,
      )});
      await openInnerProduct();`),
    ],
  ])('%s', (_name, argv) => {
    expect(leftBy(...argv)).toEqual({ left: [], err: '' });
  });

  it('is refused in a thread of the caller, who has to set the switch before', () => {
    const { left, err } = leftBy(...script(inThread(embed(1))));
    expect(err).toBe(
      'GB_USAGE start the process with ORT_DISABLE_TELEMETRY=1 in its environment\n',
    );
    expect(left).toEqual([]);
    const set = `process.env.ORT_DISABLE_TELEMETRY = '1';`;
    expect(leftBy(...script(set + inThread(embed(1))))).toEqual({ left: [], err: '' });
  });

  it('is off in these tests too', () => {
    expect(process.env['ORT_DISABLE_TELEMETRY']).toBe('1');
  });
});
