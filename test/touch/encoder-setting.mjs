// Adds a setting of the encoder, --unit-length keep|drop: its entry in the table and the line that
// obeys it. The schema of the config file is written from the table (`npm run schema`) and not
// counted.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceIn } from './replace.mjs';

export const name = 'encoder setting';
/** The most hand-written files that a new setting may touch. */
export const limit = 2;

const DESCRIBE = 'Whether vectors are normalised where the checkpoint says so';
const ENTRY = `  {
    key: 'unitLength',
    flag: 'unit-length',
    kind: 'text',
    choices: ['keep', 'drop'],
    fallback: 'keep',
    describe: '${DESCRIBE}',
    of: ['checkpoint'],
    revision: { prefix: 'unit-' },
    fingerprint: 'given',
  },
`;

/** Makes the change in the copy at `root`. */
export function apply(root) {
  replaceIn(join(root, 'src/models/encoder-settings.ts'), [
    [
      '] as const satisfies readonly EncoderSetting[];',
      `${ENTRY}] as const satisfies readonly EncoderSetting[];`,
    ],
  ]);
  replaceIn(join(root, 'src/models/open-encoder.ts'), [
    [
      /const \{ head, doubts \} = (await openHead\([^;]*\));/,
      `const { head: stated, doubts } = $1;
  const drop = options.unitLength === 'drop';
  const layers = stated.layers.filter(({ kind }) => !drop || kind !== 'Normalize');
  const head = { ...stated, layers };`,
    ],
  ]);
  const schema = join(root, 'schemas/config.schema.json');
  const config = JSON.parse(readFileSync(schema, 'utf8'));
  config.properties.unitLength = { enum: ['keep', 'drop'], description: DESCRIBE };
  writeFileSync(schema, `${JSON.stringify(config, null, 2)}\n`);
}

/**
 * Asks the built copy for the setting in every place that knows settings. @throws where one does
 * not
 */
export function prove(root, folder) {
  const model = 'glottobench/tiny-hybrid';
  const ask = (args, wanted, status = 0, env = {}) => {
    const done = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    });
    const said = done.stdout + done.stderr;
    if (done.status !== status || !wanted.test(said))
      throw new Error(`${args.join(' ')}: status ${done.status}, no ${wanted} in\n${said}`);
    process.stdout.write(`  ${args[0]} ${args[1] ?? ''}: ${wanted.exec(said)?.[0] ?? ''}\n`);
  };
  ask(['models', 'embed', model, '--text', 'a', '--unit-length', 'drop'], /norm (?!1\.0000)\d/);
  ask(['models', 'embed', model, '--text', 'a', '--unit-length', 'drp'], /did you mean: drop/, 2);
  for (const command of ['run', 'serve']) ask([command, '--help'], /--unit-length/);
  writeFileSync(join(folder, 'glottobench.config.json'), '{ "unitLength": "drop" }');
  const run = ['run', '-m', model, '-t', 'UDHRRetrieval', '--subset', 'eng-eng', '--offline'];
  ask([...run, '--print-config'], /unitLength +│? *drop/);
  ask(run, /1 cells run/);
  ask([...run, '--unit-length', 'keep'], /1 cells run/);
  const revisions = readdirSync(join(folder, 'results/glottobench__tiny-hybrid')).sort();
  const [plain = '', dropped = ''] = revisions;
  if (revisions.length !== 2 || dropped !== `${plain}-unit-drop`)
    throw new Error(`two settings are not two results: ${revisions.join(', ')}`);
  const manifest = join(folder, 'results/glottobench__tiny-hybrid', dropped, 'run/manifest.json');
  if (JSON.parse(readFileSync(manifest, 'utf8')).config.unitLength !== 'drop')
    throw new Error('the manifest does not name the setting');
}
