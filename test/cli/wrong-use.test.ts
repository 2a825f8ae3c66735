import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../support/run-command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-wrong-'));
  await writeFile(join(folder, 'bad.json'), '{"modles": ["bm25"], "threads": "two"}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const RUN = ['run', '-m', 'bm25'];
const CASES: readonly [what: string, argv: readonly string[], says: RegExp][] = [
  ['an unknown task', [...RUN, '--tasks', 'NoSuchTask'], /GB_TASK_UNKNOWN.*NoSuchTask/],
  ['a misspelt task', [...RUN, '--tasks', 'MIRACLRetreival'], /did you mean.*MIRACLRetrieval/],
  [
    'an unknown model',
    ['run', '--model', 'bm52', '--tasks', 'UDHRRetrieval'],
    /GB_MODEL_UNKNOWN.*bm52[^]*did you mean: bm25/,
  ],
  [
    'an unknown subset',
    [...RUN, '-t', 'UDHRRetrieval', '--subsets', 'eng-turk'],
    /GB_SUBSET_UNKNOWN.*eng-turk[^]*eng-tur/,
  ],
  [
    'an unknown split',
    [...RUN, '-t', 'UDHRRetrieval', '--splits', 'tets'],
    /split "tets"[^]*did you mean: test/,
  ],
  ['a two-letter language', [...RUN, '-t', 'UDHRRetrieval', '-l', 'en'], /ISO 639-1.*"eng"/],
  [
    'an unknown setting',
    [...RUN, '-t', 'UDHRRetrieval', '--setting', 'bilingual'],
    /GB_USAGE.*bilingual/,
  ],
  ['an unknown flag', [...RUN, '-t', 'UDHRRetrieval', '--modle', 'x'], /GB_USAGE.*modle/],
  ['no task', [...RUN], /no task was given[^]*--task NAME/],
  ['no model', ['run', '-t', 'UDHRRetrieval'], /no model was given[^]*--model/],
  [
    'a number that is none',
    [...RUN, '-t', 'UDHRRetrieval', '--threads', 'two'],
    /--threads needs a whole number.*"two"/,
  ],
  [
    'a filter that leaves nothing',
    [...RUN, '-t', 'UDHRRetrieval', '-l', 'deu'],
    /no cell passes the filters/,
  ],
  [
    'a task without a loader',
    [...RUN, '-t', 'GermanQuAD-Retrieval'],
    /GB_TASK_NOT_RUNNABLE.*GermanQuAD-Retrieval/,
  ],
  [
    'a broken settings file',
    [...RUN, '-t', 'UDHRRetrieval', '--config', 'CONFIG'],
    /GB_CONFIG_INVALID[^]*\/modles[^]*did you mean "models"[^]*\/threads/,
  ],
  ['a command that does not exist', ['rnu'], /there is no command "rnu"[^]*did you mean: run/],
];

describe('wrong use', () => {
  it.each(CASES)(
    '%s: exit status 2, one clear sentence, nothing written',
    async (_what, argv, says) => {
      const out = join(folder, 'out');
      const words = argv.map((word) => (word === 'CONFIG' ? join(folder, 'bad.json') : word));
      const { status, err } = await runCommand(
        words[0] === 'run' ? [...words, '--out', out] : words,
      );
      expect(err).toMatch(says);
      expect(err).not.toMatch(/\bat .*\.(ts|js):\d+/);
      expect(status).toBe(2);
      await expect(readdir(out)).rejects.toThrow('ENOENT');
    },
  );
});
