import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { parseJson } from '../base/json.js';
import { packagePath } from '../base/folders.js';
import { didYouMean } from '../base/suggest.js';
import { validateAgainst } from '../base/validate.js';
import type { BackboneFacts } from '../types/generated/backbone.js';
import type { Backbone } from '../types/language.js';

/** Id → what is known of it. */
export type BackboneTable = ReadonlyMap<Backbone, BackboneFacts>;

const tables = new Map<string, BackboneTable>();

/**
 * Every backbone: the files of data/backbones, then those that `GLOTTOBENCH_BACKBONES` names (files
 * or folders, separated as in `PATH`). A file of the user with a shipped id takes its place. Read
 * once.
 * @throws GB_NOT_FOUND, GB_INPUT_INVALID for a file of the user that does not fit
 * schemas/backbone.schema.json
 */
export function backbones(env: NodeJS.ProcessEnv = process.env): BackboneTable {
  const given = env['GLOTTOBENCH_BACKBONES'] ?? '';
  const known = tables.get(given);
  if (known !== undefined) return known;
  const shipped = jsonFiles(packagePath('data', 'backbones')).map(
    (path) => JSON.parse(readFileSync(path, 'utf8')) as BackboneFacts,
  );
  const own = given
    .split(delimiter)
    .filter((path) => path !== '')
    .flatMap(pathsOf);
  const table = new Map(shipped.map((one) => [one.id, one]));
  for (const path of own) {
    const facts = readBackbone(path);
    table.set(facts.id, facts);
  }
  for (const path of own) checkRelations(table, path);
  tables.set(given, table);
  return table;
}

function pathsOf(path: string): string[] {
  if (!existsSync(path))
    throw new GlottobenchError('GB_NOT_FOUND', 'this file or folder of backbones is not there', {
      file: path,
      hint: 'GLOTTOBENCH_BACKBONES names files or folders',
    });
  return statSync(path).isDirectory() ? jsonFiles(path) : [path];
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

function readBackbone(path: string): BackboneFacts {
  const value = parseJson(readFileSync(path, 'utf8'), path, 'GB_INPUT_INVALID');
  const issues = validateAgainst('backbone.schema.json', value);
  if (issues.length > 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'this is no description of a backbone', {
      file: path,
      issues,
      hint: 'data/backbones/README.md says what it holds',
    });
  const facts = value as unknown as BackboneFacts;
  if (basename(path) === `${facts.id}.json`) return facts;
  throw new GlottobenchError(
    'GB_INPUT_INVALID',
    `the file must be called as its backbone: "${facts.id}.json"`,
    { file: path, pointer: '/id' },
  );
}

/** A relation leads to a backbone with facts of its own, in one step. */
function checkRelations(table: BackboneTable, path: string): void {
  const facts = table.get(basename(path, '.json'));
  for (const key of ['seen', 'size'] as const) {
    const relation = facts?.[key];
    if (relation === undefined || !('as' in relation)) continue;
    const other = table.get(relation.as);
    if (other !== undefined && !('as' in other[key])) continue;
    const [near] = didYouMean(relation.as, new Set(table.keys()), 1);
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      other === undefined
        ? `there is no backbone "${relation.as}"`
        : `${relation.as} itself refers to another backbone`,
      {
        file: path,
        pointer: `/${key}/as`,
        hint: near === undefined ? undefined : `did you mean: ${near}?`,
      },
    );
  }
}

/** The backbone that a name in a table of models means: an id, or as people write it. */
export function backboneNamed(text: string): Backbone | undefined {
  const name = text.trim();
  const table = backbones();
  const id = name.toLowerCase();
  if (table.has(id)) return id;
  return [...table.values()].find(
    ({ written }) => written !== undefined && new RegExp(written, 'i').test(name),
  )?.id;
}

/** An id that a user typed. @throws GB_USAGE with near ids */
export function knownBackbone(id: string): Backbone {
  const table = backbones();
  if (table.has(id)) return id;
  const [near] = didYouMean(id, new Set(table.keys()), 1);
  throw new GlottobenchError('GB_USAGE', `there is no backbone "${id}"`, {
    hint:
      near === undefined ? `backbones: ${[...table.keys()].join(', ')}` : `did you mean: ${near}?`,
  });
}
