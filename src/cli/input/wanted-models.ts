import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { modelFolder } from '../../results/layout.js';
import type { ResultFolder } from '../../results/read/locate.js';

type NamedFolder = Pick<ResultFolder, 'modelFolder' | 'revision'>;

/**
 * `--model` for a command that looks at folders: `org/name`, or with the beginning of a revision
 * `org/name@revision`.
 */
interface WantedModels {
  readonly wants: (folder: NamedFolder) => boolean;
  /** @throws GB_MODEL_UNKNOWN for a name that no folder had */
  readonly check: () => void;
}

export function wantedModels(names: readonly string[] | undefined): WantedModels {
  const seen = new Set<string>();
  const missing = new Set(names);
  return {
    wants: (folder) => {
      seen.add(folder.modelFolder.replace('__', '/'));
      const hits = names?.filter((name) => isNamed(folder, name));
      for (const name of hits ?? []) missing.delete(name);
      return hits === undefined || hits.length > 0;
    },
    check: () => {
      const [name] = missing;
      if (name === undefined) return;
      const near = didYouMean(name, [...seen]);
      throw new GlottobenchError('GB_MODEL_UNKNOWN', `the results hold no model "${name}"`, {
        hint:
          near.length > 0
            ? `did you mean: ${near.join(', ')}?`
            : `models: ${[...seen].slice(0, 10).join(', ')}`,
      });
    },
  };
}

function isNamed(folder: NamedFolder, name: string): boolean {
  const at = name.indexOf('@');
  const [model, revision] = at === -1 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
  return folder.modelFolder === modelFolder(model) && folder.revision.startsWith(revision);
}
