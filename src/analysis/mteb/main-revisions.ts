import { readFileSync } from 'node:fs';
import { packagePath } from '../../base/folders.js';

let revisions: ReadonlyMap<string, string> | undefined;

/** Model → revision that MTEB's model registry names (data/mteb/model-revisions.json, from mteb 2.26.24). Read once. */
export function mainRevisions(): ReadonlyMap<string, string> {
  if (revisions === undefined) {
    const dump = JSON.parse(
      readFileSync(packagePath('data', 'mteb', 'model-revisions.json'), 'utf8'),
    ) as { readonly revisions: Readonly<Record<string, string>> };
    revisions = new Map(Object.entries(dump.revisions));
  }
  return revisions;
}
