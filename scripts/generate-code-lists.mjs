// usage: node scripts/generate-code-lists.mjs ISO_639_3_PACKAGE ISO_15924_PACKAGE
// Writes data/codes/*.json from the npm packages iso-639-3 and iso-15924 (`npm pack iso-639-3@3.0.1
// iso-15924@3.2.0`, unpacked).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [languagePackage, scriptPackage] = process.argv.slice(2);
const folder = fileURLToPath(new URL('../data/codes', import.meta.url));

async function open(path) {
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  return {
    module: await import(pathToFileURL(resolve(path, 'index.js')).href),
    source: `npm ${name} ${version}`,
    license,
  };
}

/** One line per entry. */
const lines = (object) =>
  `{\n${Object.entries(object)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n  }`;
const sorted = (pairs) => Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));

function write(name, head, parts) {
  const body = [
    ...Object.entries(head).map(
      ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    ),
    ...Object.entries(parts).map(([key, value]) => `  ${JSON.stringify(key)}: ${lines(value)}`),
  ];
  return writeFile(join(folder, name), `{\n${body.join(',\n')}\n}\n`);
}

await mkdir(folder, { recursive: true });
const languages = await open(languagePackage);
await write(
  'iso639-3.json',
  {
    source: languages.source,
    licence: languages.license,
    copyright:
      '(c) 2014 Titus Wormer; code tables of ISO 639-3 by SIL International, iso639-3.sil.org',
  },
  {
    codes: sorted(languages.module.iso6393.map((entry) => [entry.iso6393, entry.name])),
    two_letter: sorted(
      languages.module.iso6393
        .filter((entry) => entry.iso6391 !== undefined)
        .map((entry) => [entry.iso6391, entry.iso6393]),
    ),
  },
);
const scripts = await open(scriptPackage);
await write(
  'iso15924.json',
  {
    source: scripts.source,
    licence: scripts.license,
    copyright:
      '(c) 2015 Titus Wormer; code tables of ISO 15924 by the Unicode Consortium, unicode.org/iso15924',
  },
  {
    codes: sorted(scripts.module.iso15924.map((entry) => [entry.code, entry.name])),
  },
);
