// Writes src/types/generated/<name>.ts from schemas/<name>.schema.json. `--check` exits 1 when a
// file would change.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'src/types/generated');
const check = process.argv.includes('--check');
let stale = 0;
await mkdir(target, { recursive: true });
for (const file of (await readdir(join(root, 'schemas')))
  .filter((name) => name.endsWith('.schema.json'))
  .sort()) {
  const schema = JSON.parse(await readFile(join(root, 'schemas', file), 'utf8'));
  delete schema.$id;
  const imported = importOthers(schema);
  const code = await compile(schema, schema.title, {
    additionalProperties: false,
    bannerComment: [
      `// Generated from schemas/${file} by \`npm run types\`. Do not edit.`,
      ...imported,
    ].join('\n'),
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 140 },
  });
  const path = join(target, `${basename(file, '.schema.json')}.ts`);
  const old = await readFile(path, 'utf8').catch(() => '');
  if (old === code) continue;
  if (check) {
    stale++;
    console.error(`${path} is not what schemas/${file} gives; run npm run types`);
  } else await writeFile(path, code);
}

/**
 * A part that is another schema, named by its whole address, is the type made from that one.
 * @returns import lines
 */
function importOthers(schema) {
  const lines = new Set();
  const walk = (node) => {
    if (node === null || typeof node !== 'object') return;
    const other = /^https:\/\/glottobench\.dev\/schemas\/([a-z-]+)\.schema\.json$/.exec(
      node.$ref ?? '',
    )?.[1];
    if (other !== undefined) {
      const title = other.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
      lines.add(`import type { ${title} } from './${other}.js';`);
      delete node.$ref;
      node.tsType = title;
    }
    for (const value of Object.values(node)) walk(value);
  };
  walk(schema);
  return [...lines].sort();
}

process.exitCode = stale === 0 ? 0 : 1;
