// Adds a built-in grouping, languages with tone or without: an entry of the table. (With --grouping
// FILE.csv it is none at all.)
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceIn } from './replace.mjs';

export const name = 'grouping';
export const limit = 1;

const ENTRY = `  fact(
    'tonal',
    'tone or none (WALS 13A)',
    (facts) => mapFact(facts.tone, (tone) => (tone === 'No tones' ? 'without tone' : 'tonal')),
    { minimum: TYPOLOGICAL, bucket: 'unknown', order: ['without tone', 'tonal'] },
  ),
`;

/** Makes the change in the copy at `root`. */
export function apply(root) {
  replaceIn(join(root, 'src/typology/groupings.ts'), [
    [/(\n\];\n\n\/\*\*\n \* Every grouping)/, `\n${ENTRY.trimEnd()}$1`],
  ]);
}

/** Groups by it, and by a file, in the built copy. @throws where one is not known */
export function prove(root, folder) {
  writeFileSync(
    join(folder, 'harmony.csv'),
    'language,group\nfin,harmony\ntur,harmony\ndeu,none\n',
  );
  const ask = (...more) => {
    const args = [join(root, 'dist/cli/main.js'), 'power', '-t', 'BelebeleRetrieval', '--json'];
    const done = spawnSync(process.execPath, [...args, ...more], { cwd: folder, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout;
  };
  if (!ask('--by', 'tonal').includes('"group": "tonal"')) throw new Error('no group "tonal"');
  if (!ask('--grouping', 'harmony.csv').includes('"group": "harmony"'))
    throw new Error('no group "harmony"');
}
