// Adds a score, F1@k, to a copy of the repository and looks for it in every command: `node
// test/touch/score.mjs`. Counted are the hand-written files under src/, data/ and schemas/ that
// change: its arithmetic and its line in the table.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const name = 'score';
/** The most hand-written files that a new score may touch. */
export const limit = 2;

const SCORE = `import { foundWithin } from '../contract/found-within.js';
import type { RankedScore } from '../contract/score.js';

export const f1: RankedScore = {
  id: 'f1',
  group: 'own',
  label: 'F1',
  sentence: 'Harmonic mean of precision and recall of the top k.',
  source: 'van Rijsbergen 1979',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: null,
  evaluate({ ranks, relevant }, cutoffs, out) {
    cutoffs.forEach((k, i) => {
      out[i] = relevant > 0 ? (2 * foundWithin(ranks, k)) / (k + relevant) : 0;
    });
  },
};
`;

/** Makes the change in the copy at \`root\`. @returns the files that it touches */
export function apply(root) {
  const table = join(root, 'src/scores/table.ts');
  const before = readFileSync(table, 'utf8');
  const after = before
    .replace('import { judged } from', "import { f1 } from './own/f1.js';\nimport { judged } from")
    .replace(/(OWN_SCORES[^=]*= \[\n)/, '$1  f1,\n');
  writeFileSync(table, after);
  writeFileSync(join(root, 'src/scores/own/f1.ts'), SCORE);
  return ['src/scores/table.ts', 'src/scores/own/f1.ts'];
}

/**
 * Asks the built copy for the score in every command that knows scores. @throws where one does not
 */
export function prove(root, folder) {
  const main = join(root, 'dist/cli/main.js');
  const ask = (args, wanted, status = 0) => {
    const done = spawnSync(process.execPath, [main, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GLOTTOBENCH_TASKS: folder, XDG_CACHE_HOME: join(folder, 'cache') },
    });
    const said = done.stdout + done.stderr;
    if (done.status !== status || !wanted.test(said))
      throw new Error(`${args.join(' ')}: status ${done.status}, no ${wanted} in\n${said}`);
    process.stdout.write(`  ${args[0]} ${args[1] ?? ''}: ${wanted.exec(said)?.[0] ?? ''}\n`);
  };
  writeData(folder);
  const example = join(root, 'examples/score');
  const files = ['--qrels', join(example, 'qrels.tsv'), '--run', join(example, 'run.trec')];
  ask(['score', ...files, '--extra-scores', 'f1_at_10'], /F1/);
  ask(
    ['score', ...files, '--extra-scores', 'f1_at_10', '--by-query', '--json'],
    /"f1_at_10":0\.\d/,
  );
  ask(['score', ...files, '--extra-scores', 'f1'], /F1 is written f1_at_<k>/, 2);
  ask(
    [
      ...['tasks', 'new', '--name', 'Touch', '--data', './data', '--languages', 'quy-Latn'],
      ...[
        '--description',
        'Example',
        '--extra-scores',
        'f1_at_3,f1_at_5',
        '--main-score',
        'f1_at_5',
      ],
    ],
    /Touch\.json/,
  );
  ask(['tasks', 'validate', './Touch.json'], /ok/);
  ask(['run', '-m', 'bm25,random', '-t', './Touch.json'], /f1_at_5/);
  ask(['compare', 'bm25', 'random'], /F1@5/);
  ask(['aggregate', 'results', '--metric', 'f1_at_3'], /F1@3/);
  ask(['results', 'validate', 'results', '--strict'], /0 with errors/);
  const result = join(folder, 'results/glottobench__bm25/v1/Touch.json');
  const entry = /"f1_at_3": [\d.]+/;
  const text = readFileSync(result, 'utf8');
  if (!entry.test(text)) throw new Error('the result holds no f1_at_3');
  writeFileSync(result, text.replace(entry, '"f1_at_3": 1.5'));
  ask(['results', 'validate', 'results', '--strict'], /1\.5 lies outside \[0, 1\]/, 2);
}

function writeData(folder) {
  const line = (value) => `${JSON.stringify(value)}\n`;
  mkdirSync(join(folder, 'data/qrels'), { recursive: true });
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  const text = (i) => `mill${i % 4} river${i % 5} stone${i % 3}`;
  const file = (path, content) => writeFileSync(join(folder, 'data', path), content);
  file('corpus.jsonl', numbers.map((i) => line({ _id: `d${i}`, text: text(i) })).join(''));
  file(
    'queries.jsonl',
    numbers
      .slice(0, 8)
      .map((i) => line({ _id: `q${i}`, text: `mill${i % 4}` }))
      .join(''),
  );
  const judged = numbers.slice(0, 8).map((i) => `q${i}\td${i}\t1\nq${i}\td${i + 4}\t1\n`);
  file('qrels/test.tsv', `query-id\tcorpus-id\tscore\n${judged.join('')}`);
}

function copyOf(repository) {
  const root = mkdtempSync(join(tmpdir(), 'glottobench-touch-'));
  const parts = ['src', 'schemas', 'data', 'tasks', 'examples/score', 'package.json'];
  for (const part of [...parts, 'tsconfig.json', 'tsconfig.build.json']) {
    if (existsSync(join(repository, part)))
      cpSync(join(repository, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  return root;
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const repository = fileURLToPath(new URL('../..', import.meta.url));
  const root = copyOf(repository);
  try {
    const touched = apply(root);
    const built = spawnSync(
      process.execPath,
      [join(repository, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
      { cwd: root, encoding: 'utf8' },
    );
    if (built.status !== 0) throw new Error(built.stdout);
    const folder = join(root, 'work');
    mkdirSync(folder);
    prove(root, folder);
    process.stdout.write(`${name}: ${touched.length} files of ${limit}: ${touched.join(', ')}\n`);
    process.exitCode = touched.length <= limit ? 0 : 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
