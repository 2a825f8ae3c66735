// Brings dist/ up to src/ before tests run: threads and child processes of the tests start compiled
// files, and must not start those of an older build. Types are not checked here; that is the work
// of `npm run build`.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { buildPage, pageIsStale } from './build-page.mjs';

/** jest's globalSetup. */
export default async function refreshDist() {
  transpileTo(fileURLToPath(new URL('..', import.meta.url)));
  if (pageIsStale()) await buildPage();
}

/**
 * Compiles each file of `src/` that is newer than its output, and removes outputs whose source is
 * gone.
 * @param {string} root of a checkout
 * @returns {string[]} the files compiled, relative to `src/`
 */
export function transpileTo(root) {
  const [src, dist] = [join(root, 'src'), join(root, 'dist')];
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const options = ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options;
  const names = filesIn(src, '.ts')
    .filter((name) => !name.endsWith('.d.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
  const stale = names.filter((name) => isStale(join(src, `${name}.ts`), join(dist, `${name}.js`)));
  for (const name of stale) compile(join(src, `${name}.ts`), join(dist, `${name}.js`), options);
  const sources = new Set(names);
  for (const name of filesIn(dist, '.js'))
    if (!sources.has(name.slice(0, -'.js'.length))) rmSync(join(dist, name));
  return stale;
}

function filesIn(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith(ending),
  );
}

function isStale(source, output) {
  return !existsSync(output) || statSync(output).mtimeMs < statSync(source).mtimeMs;
}

function compile(source, output, compilerOptions) {
  // a single file does not know that its package is of type "module"
  const options = { ...compilerOptions, module: ts.ModuleKind.ESNext, sourceMap: false };
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: options,
    fileName: source,
  });
  mkdirSync(dirname(output), { recursive: true });
  const unfinished = `${output}.${String(process.pid)}`;
  writeFileSync(unfinished, outputText);
  renameSync(unfinished, output);
}
