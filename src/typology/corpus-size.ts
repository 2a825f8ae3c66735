import type { BackboneFacts, Sizes } from '../types/generated/backbone.js';
import type { Backbone, Fact } from '../types/language.js';
import { backbones } from './backbones.js';
import { factsRow, resolveLanguage } from './resolve.js';
import { sourceText } from './seen.js';

/** How much pretraining text there was of each language, in the unit of the label. */
export interface CorpusSizes {
  /** Unit and corpus: `GiB in CC-100`. */
  readonly label: string;
  /** True where the backbone's own sizes are not known and CC-100 stands in. */
  readonly standIn: boolean;
  /** @param code resolved ISO 639-3 */
  readonly of: (code: string) => Fact<number>;
}

const STAND_IN: Backbone = 'xlmr';
const known = new WeakMap<BackboneFacts, CorpusSizes>();

/**
 * The sizes of a backbone's corpus, relations followed; where they are not known, those of CC-100,
 * which is said.
 */
export function corpusSizes(backbone: Backbone): CorpusSizes {
  const facts = backbones().get(backbone);
  if (facts === undefined) return { ...corpusSizes(STAND_IN), standIn: true };
  const { size } = facts;
  if ('unknown' in size) return { ...corpusSizes(STAND_IN), standIn: true };
  if ('as' in size) return corpusSizes(size.as);
  const sizes = known.get(facts) ?? own(size);
  known.set(facts, sizes);
  return sizes;
}

function own({ label, source, languages }: Sizes): CorpusSizes {
  const text = sourceText(source);
  const byCode = new Map<string, number>();
  for (const [code, value] of Object.entries(languages))
    byCode.set(resolveLanguage(code).code, value);
  return {
    label,
    standIn: false,
    of: (code) => {
      if (factsRow(code) === undefined) return { unknown: `no facts for the code ${code}` };
      const value = byCode.get(code);
      return value === undefined ? { unknown: `${text} has no value` } : { value, source: text };
    },
  };
}
