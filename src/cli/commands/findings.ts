import { existsSync } from 'node:fs';
import { findingsDocument } from '../../analysis/record/findings.js';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { readText } from '../../base/json.js';
import type { Command } from '../command.js';

export const findings: Command = {
  command: 'findings',
  describe:
    'Write what the published numbers say about backbone and batch sampling; every number is computed, the same bytes every time',
  examples: [
    ['glottobench findings', 'Markdown on stdout'],
    ['glottobench findings --out docs/findings.md', 'The document of this project'],
    [
      'glottobench findings --out docs/findings.md --check',
      'Exit status 5 when the file would change',
    ],
  ],
  builder: (yargs) =>
    yargs
      .option('out', { type: 'string', requiresArg: true, describe: 'File to write' })
      .option('published', {
        type: 'string',
        requiresArg: true,
        describe:
          'Folder with hybrid-batch.csv and leaderboard-*.csv [default: the shipped results/published]',
      })
      .option('check', { type: 'boolean', describe: 'Compare with the file and write nothing' }),
  handler: async (argv, io) => {
    const out = argv['out'] as string | undefined;
    if (argv['check'] === true && out === undefined)
      throw new GlottobenchError('GB_USAGE', '--check needs --out FILE');
    const text = await findingsDocument(argv['published'] as string | undefined);
    if (out === undefined) io.out(text);
    else if (argv['check'] !== true) {
      await writeFileAtomic(out, text);
      io.err(`written  ${out}\n`);
    } else if (!existsSync(out) || (await readText(out)) !== text) {
      throw new GlottobenchError('GB_BOUND_MISSED', 'the file is not what these data give', {
        file: out,
        hint: `glottobench findings --out ${out}`,
      });
    }
    return 0;
  },
};
