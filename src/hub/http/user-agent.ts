import { readFileSync } from 'node:fs';
import { packagePath } from '../../base/folders.js';

let name: string | undefined;

/** How this program presents itself to the hub. */
export function userAgent(): string {
  name ??= `glottobench/${(JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }).version}; node/${process.versions.node}`;
  return name;
}
