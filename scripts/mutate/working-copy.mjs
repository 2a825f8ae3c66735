// A private copy of the tree, where the mutants stand; the checkout is never touched.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { transpileTo } from '../refresh-dist.mjs';
import { SWITCH, withMutants } from './schemata.mjs';

const SWITCH_FILE = 'src/base/mutant-switch.ts';

/**
 * What git tracks or would track, without what it ignores.
 * @param {string} root
 * @param {string} target an empty folder
 * @param {boolean} withShared a link to the reference material is put beside the target
 */
export function copyTree(root, target, withShared = false) {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const names = execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 });
  for (const name of new Set(names.split('\0'))) {
    if (name === '' || !existsSync(join(root, name))) continue;
    mkdirSync(dirname(join(target, name)), { recursive: true });
    copyFileSync(join(root, name), join(target, name));
  }
  // after its sources, so that it counts as newer
  transpileTo(root);
  cpSync(join(root, 'dist'), join(target, 'dist'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'));
  const shared = join(root, '..', 'shared');
  // tests that compare with reference material beside the checkout skip themselves where it is not
  if (withShared && existsSync(shared))
    symlinkSync(realpathSync(shared), join(target, '..', 'shared'));
}

/**
 * Writes the mutated files of the copy anew, and its dist/ with them.
 * @param {string} root the checkout, for the files as they are
 * @param {string} copy
 * @param {readonly import('./draw.mjs').Mutant[]} mutants number 1 is the first
 * @param {'trace' | 'judge'} mode
 */
export function plant(root, copy, mutants, mode) {
  writeFileSync(join(copy, SWITCH_FILE), SWITCH);
  for (const [file, here] of groupByFile(mutants)) {
    const text = readFileSync(join(root, file), 'utf8');
    writeFileSync(join(copy, file), withMutants(text, here, mode, switchFrom(file)));
  }
  transpileTo(copy);
}

function groupByFile(mutants) {
  const byFile = new Map();
  mutants.forEach((mutant, i) => {
    const here = byFile.get(mutant.file) ?? [];
    byFile.set(mutant.file, [...here, { ...mutant, number: i + 1 }]);
  });
  return byFile;
}

function switchFrom(file) {
  const path = relative(dirname(file), SWITCH_FILE.replace(/\.ts$/, '.js')).split(sep).join('/');
  return path.startsWith('.') ? path : `./${path}`;
}
