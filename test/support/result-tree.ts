import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Members of our JSON files that tell the time, and the place of the folder itself. */
const TIMES: ReadonlySet<string> = new Set([
  'evaluation_time',
  'evaluation_phases',
  'date',
  'started',
  'updated',
  'finished',
  'seconds',
  'out',
]);

/** Every file below a results folder: relative path → its bytes, of JSON the text without times. */
export function resultTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return Object.fromEntries(files.map((file) => [file, content(join(folder, file))]));
}

function content(path: string): string {
  const bytes = readFileSync(path);
  if (!path.endsWith('.json')) return bytes.toString('base64');
  return JSON.stringify(
    JSON.parse(bytes.toString('utf8')),
    (key, value: unknown) => (TIMES.has(key) ? undefined : value),
    1,
  );
}
