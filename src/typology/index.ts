/** Language facts, code resolution and groupings: public API of `glottobench/typology`. */
export { loadLanguages, type LanguageTable } from './tables.js';
export { languageKey, resolveLanguage, isRomanised, type LanguageKey } from './resolve.js';
export { languageFacts, type LanguageFacts } from './facts.js';
export { canonicalScript, scriptClass, type ScriptClass } from './scripts.js';
export { seenBy, seenByAll, seenByTag } from './seen.js';
export { familyLanguages, familyNames } from './families.js';
export { groupings } from './groupings.js';
export { backbones, type BackboneTable } from './backbones.js';
export { corpusSizes, type CorpusSizes } from './corpus-size.js';
export type { Grouping, GroupingContext, GroupMinimum } from './grouping-types.js';
export { loadResourceClasses, type ResourceClasses } from './resource-classes.js';
export { diversity, type Diversity } from './diversity.js';
export { loadDistances, pairDistance, type PairDistance } from './distances.js';
