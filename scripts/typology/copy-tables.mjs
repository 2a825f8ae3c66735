// Makes data/typology/ and data/typology-sa/ from the reference tables: node
// scripts/typology/copy-tables.mjs ../shared/typology The resource classes (Joshi et al. 2020) are
// left out because no licence for them was found; users load their own copy.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

// What backbones saw stands in data/backbones, one file each.
const LEFT_OUT =
  /^(resource_class|resource_class_source|seen_by_.*|seen_romanized_by|xlmr_cc100_gib|mt5_mc4_tokens_b)$/;
const root = fileURLToPath(new URL('../..', import.meta.url));
const source = process.argv[2] ?? join(root, '../shared/typology');

const cell = (value) => (/[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/**
 * @param {string} name
 * @param {string} folder
 * @param {(column: string) => boolean} keep
 */
async function copy(name, folder, keep = () => true) {
  const rows = parse(await readFile(join(source, name), 'utf8'), { bom: true });
  const columns = rows[0]
    .map((column, i) => ({ column, i }))
    .filter(({ column }) => keep(column))
    .map(({ i }) => i);
  const text = rows.map((row) => columns.map((i) => cell(row[i])).join(',')).join('\n');
  await mkdir(join(root, 'data', folder), { recursive: true });
  await writeFile(join(root, 'data', folder, name), `${text}\n`);
  console.log(`data/${folder}/${name}: ${rows.length - 1} rows, ${columns.length} columns`);
}

await copy('languages.csv', 'typology', (column) => !LEFT_OUT.test(column));
await copy('macrolanguages.csv', 'typology');
await copy('distances.csv', 'typology-sa');
