import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/base/folders.js';

/**
 * Functions and classes of src/ that give an implementation of an interface, as their signatures
 * say.
 */
export function implementationsOf(name: string): string[] {
  const given = new RegExp(
    `(?:function (\\w+)\\((?:(?!\n\\}|function )[^])*?\\): (?:Promise<)?(?:\\w+ & )?${name}>? \\{)|(?:class (\\w+) implements ${name}\\b)`,
    'g',
  );
  return readdirSync(packagePath('src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(packagePath('src'), file), 'utf8').matchAll(given)])
    .map(([, made, written]) => made ?? written ?? '')
    .sort();
}
