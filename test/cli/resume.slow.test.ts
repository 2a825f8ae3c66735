import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';

const PROGRAM = packagePath('dist', 'cli', 'main.js');
const LANGUAGES = 'eng,tur,jpn,kat';
const REVISION = join('glottobench__bm25', 'v1');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-resume-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

/** Starts a run in a process of its own; `onEvent` sees each event line and may kill it. */
function start(
  out: string,
  onEvent: (
    event: { type: string; result?: { state: string } },
    kill: (signal: NodeJS.Signals) => void,
  ) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'run', '-m', 'bm25', '-t', 'UDHRRetrieval', '-l', LANGUAGES, '-o', out, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (let end = text.indexOf('\n', seen); end >= 0; end = text.indexOf('\n', seen)) {
      onEvent(JSON.parse(text.slice(seen, end)) as { type: string }, (signal) =>
        child.kill(signal),
      );
      seen = end + 1;
    }
  });
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, out: text })),
  );
}

async function scoresOf(out: string): Promise<unknown> {
  const { scores } = JSON.parse(
    await readFile(join(out, REVISION, 'UDHRRetrieval.json'), 'utf8'),
  ) as { scores: { test: { hf_subset: string }[] } };
  return scores.test.sort((a, b) => (a.hf_subset < b.hf_subset ? -1 : 1));
}

describe('a run that is stopped', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s at half continues with the same command to the same scores',
    async (signal) => {
      const whole = join(folder, `whole-${signal}`);
      expect(await start(whole)).toMatchObject({ code: 0 });
      const cut = join(folder, `cut-${signal}`);
      let scored = 0;
      const first = await start(cut, (event, kill) => {
        if (event.type === 'cell' && event.result?.state === 'scored' && ++scored === 7)
          kill(signal);
      });
      expect(signal === 'SIGKILL' ? first.signal : first.code).toBe(
        signal === 'SIGKILL' ? 'SIGKILL' : 130,
      );
      // Whatever is there is whole: mteb's loaders would fail on a half-written file.
      if (existsSync(join(cut, REVISION, 'UDHRRetrieval.json'))) await scoresOf(cut);
      const second = await start(cut);
      expect(second.code).toBe(0);
      expect(await scoresOf(cut)).toEqual(await scoresOf(whole));
      expect(
        (await readdir(join(cut, REVISION))).filter((name) => name.endsWith('.json')).sort(),
      ).toEqual(['UDHRRetrieval.json', 'model_meta.json']);
      if (signal === 'SIGINT') expect(second.out).toContain('"state":"kept"');
    },
    120_000,
  );
});
