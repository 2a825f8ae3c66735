// Adds a fact of a backbone, Afriberta: one file of data.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const name = 'backbone';
export const limit = 1;

/** Makes the change in the copy at `root`. */
export function apply(root) {
  const facts = {
    id: 'afriberta',
    title: 'Afriberta',
    written: '^afriberta',
    recognised: [{ model_type: 'electra', vocabulary: 70006 }],
    seen: {
      source: { document: 'an example', table: 'table 1', page: '3' },
      languages: ['eng', 'swa', 'yor'],
      others: 'unseen',
    },
    size: { unknown: 'an example' },
  };
  writeFileSync(join(root, 'data/backbones/afriberta.json'), JSON.stringify(facts, null, 2));
}

/** Asks the built copy for the new backbone. @throws where it is not known */
export function prove(root, folder) {
  const args = ['power', '-t', 'BelebeleRetrieval', '--json'];
  for (const more of [
    ['--by', 'seen:afriberta'],
    ['--by', 'seen', '--backbone', 'afriberta'],
  ]) {
    const done = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args, ...more], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (done.status !== 0 || !/"group": "seen"/.test(done.stdout))
      throw new Error(`${more.join(' ')}: ${done.stdout}${done.stderr}`);
  }
}
