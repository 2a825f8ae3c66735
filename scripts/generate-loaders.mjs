// Writes src/data/generated/loaders.ts: the table of all files of src/data/loaders. `--check` exits
// 1 when it would change.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = join(root, 'src/data/generated/loaders.ts');
const kinds = (await readdir(join(root, 'src/data/loaders')))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3))
  .sort();
const identifier = (kind) => kind.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
const code = await format(
  `// Generated from the files of src/data/loaders by \`npm run types\`. Do not edit.
import type { ImplementedLoader } from '../../registry/loader-kinds.js';
${kinds.map((kind) => `import { loader as ${identifier(kind)} } from '../loaders/${kind}.js';`).join('\n')}

/** \`loader.kind\` of a definition → its rule; the compiler refuses a file without facts and facts without a file. */
export const LOADERS = {
${kinds.map((kind) => (identifier(kind) === kind ? `${kind},` : `'${kind}': ${identifier(kind)},`)).join('\n')}
} as const satisfies Readonly<Record<ImplementedLoader, unknown>>;
`,
  { ...(await resolveConfig(path)), parser: 'typescript' },
);
const old = await readFile(path, 'utf8').catch(() => '');
if (old !== code && process.argv.includes('--check')) {
  console.error(`${path} is not what the files of src/data/loaders give; run npm run types`);
  process.exitCode = 1;
} else if (old !== code) {
  await mkdir(join(root, 'src/data/generated'), { recursive: true });
  await writeFile(path, code);
}
