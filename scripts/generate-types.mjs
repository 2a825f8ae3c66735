// Writes src/types/generated/<name>.ts from schemas/<name>.schema.json. `--check` exits 1 when a file would change.
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
  const code = await compile(schema, schema.title, {
    additionalProperties: false,
    bannerComment: `// Generated from schemas/${file} by \`npm run types\`. Do not edit.`,
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
process.exitCode = stale === 0 ? 0 : 1;
