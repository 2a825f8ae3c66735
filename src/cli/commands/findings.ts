import { existsSync } from 'node:fs';
import { findingsDocument } from '../../analysis/record/findings.js';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { readText } from '../../base/json.js';
import { command } from '../command.js';

export const findings = command({
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
  options: {
    out: { kind: 'text', alias: 'o', describe: 'File to write' },
    published: {
      kind: 'text',
      describe:
        'Folder with hybrid-batch.csv and leaderboard-*.csv [default: the shipped results/published]',
    },
    check: { kind: 'switch', describe: 'Compare with the file and write nothing' },
  },
  handler: async ({ out, published, check }, io) => {
    if (check && out === undefined)
      throw new GlottobenchError('GB_USAGE', '--check needs --out FILE');
    const text = await findingsDocument(published);
    if (out === undefined) io.out(text);
    else if (!check) {
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
});
