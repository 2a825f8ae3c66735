// The page of `glottobench report`, bundled with its libraries into dist/page: what runs in the
// browser, what draws it before there is one, and its style. Users get these files; the libraries
// stay development dependencies.
// usage: node scripts/build-page.mjs [--if-stale]
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Not `.js`: scripts/refresh-dist.mjs takes away what has no source in src/. */
const OUTPUTS = ['client.mjs', 'still.mjs', 'style.css'].map((name) =>
  join(root, 'dist/page', name),
);

/** Transforms of Vega that no chart here uses: a tenth of the script. */
const UNUSED = /^vega-(crossfilter|force|hierarchy|label|regression|voronoi|wordcloud)$/;

/** @type {import('esbuild').Plugin} */
const withoutUnused = {
  name: 'without-unused-transforms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path, importer }) =>
      importer.endsWith('vega.module.js') ? { path, namespace: 'nothing' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
  },
};

export async function buildPage() {
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    // notices of the libraries stand in dist/page/LICENCES.txt
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
    plugins: [withoutUnused],
    tsconfig: join(root, 'page/tsconfig.json'),
  };
  mkdirSync(join(root, 'dist/page'), { recursive: true });
  await Promise.all([
    build({ ...common, entryPoints: [join(root, 'page/main.tsx')], outfile: OUTPUTS[0] }),
    build({ ...common, entryPoints: [join(root, 'page/still.tsx')], outfile: OUTPUTS[1] }),
  ]);
  const style = readFileSync(join(root, 'page/style.css'), 'utf8');
  writeFileSync(OUTPUTS[2], (await transform(style, { loader: 'css', minify: true })).code);
}

/** True where a source of the page is newer than what was built of it. */
export function pageIsStale() {
  if (!OUTPUTS.every(existsSync)) return true;
  const built = Math.min(...OUTPUTS.map((path) => statSync(path).mtimeMs));
  const sources = ['page', 'src/report', 'src/scores', 'src/base'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(tsx?|css)$/.test(name))
      .map((name) => join(root, folder, name)),
  );
  return sources.some((path) => statSync(path).mtimeMs > built);
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  if (!process.argv.includes('--if-stale') || pageIsStale()) await buildPage();
