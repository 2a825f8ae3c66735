import type { BackboneFacts } from '../types/generated/backbone.js';
import type { Fact } from '../types/language.js';
import { backbones } from './backbones.js';
import { languageFacts, mapFact, type LanguageFacts } from './facts.js';
import type { GroupMinimum, Grouping } from './grouping-types.js';
import { isProgrammingLanguage, resolveLanguage } from './resolve.js';
import { SCRIPT_CLASSES } from './scripts.js';
import { COMPARED_BACKBONES, seenBy, seenByAll } from './seen.js';

const TYPOLOGICAL: GroupMinimum = { languages: 5, genera: 3, families: 2 };
const EXPOSURE: GroupMinimum = { languages: 5, genera: 1, families: 1 };
const GENEALOGICAL: GroupMinimum = { languages: 3, genera: 1, families: 1 };
const SCRIPT: GroupMinimum = { languages: 3, genera: 1, families: 1 };

const CONFOUNDED =
  'raw gaps are mostly pretraining exposure and genealogy; read it within seen languages (seen×…)';

const yesNo = (fact: Fact<boolean>): Fact<string> =>
  mapFact(fact, (seen) => (seen ? 'seen' : 'unseen'));

function fact(
  id: string,
  label: string,
  pick: (facts: LanguageFacts) => Fact<string>,
  rest: Omit<Grouping, 'id' | 'label' | 'of'>,
): Grouping {
  return {
    id,
    label,
    of: (language) =>
      isProgrammingLanguage(language)
        ? { unknown: 'programming language' }
        : pick(languageFacts(language)),
    ...rest,
  };
}

function seen({ id, title }: BackboneFacts): Grouping {
  return {
    id: `seen:${id}`,
    label: `seen by ${title} in pretraining`,
    of: (language) => yesNo(seenBy(id, language)),
    minimum: EXPOSURE,
    bucket: 'unknown',
    order: ['seen', 'unseen'],
  };
}

const EXPOSURES: readonly Grouping[] = [
  {
    id: 'seen',
    label: "seen by the model's backbone in pretraining",
    of: (language, { backbone }) =>
      backbone === undefined
        ? { unknown: 'the backbone of the model is not known' }
        : yesNo(seenBy(backbone, language)),
    minimum: EXPOSURE,
    bucket: 'unknown',
    order: ['seen', 'unseen'],
  },
  {
    id: 'seen:all',
    label: `seen by all of ${COMPARED_BACKBONES.join(', ')}`,
    of: (language) =>
      mapFact(seenByAll(language), (all) => (all ? 'seen by all' : 'not seen by all')),
    minimum: EXPOSURE,
    bucket: 'unknown',
    order: ['seen by all', 'not seen by all'],
  },
];

const OTHERS: readonly Grouping[] = [
  fact('family', 'language family (Glottolog)', (facts) => facts.family, {
    minimum: GENEALOGICAL,
    bucket: 'unclassified',
  }),
  // Without a genus the subgroup stands in, else the language is its own genus (provenance.md);
  // without a family there is neither.
  fact('genus', 'genus (WALS)', (facts) => genusOf(facts), {
    minimum: GENEALOGICAL,
    bucket: 'unclassified',
  }),
  {
    id: 'resource-class',
    label: 'resource class (Joshi et al. 2020)',
    of: ({ code }, { resourceClasses }) => {
      if (resourceClasses === undefined)
        return { unknown: 'no file of resource classes was given' };
      const value = resourceClasses.get(resolveLanguage(code).code);
      return value === undefined
        ? { unknown: 'the list does not name it' }
        : { value, source: "the user's file" };
    },
    minimum: TYPOLOGICAL,
    bucket: 'unknown',
    order: ['0', '1', '2', '3', '4', '5'],
  },
  fact('script-class', 'kind of script', (facts) => facts.scriptClass, {
    minimum: SCRIPT,
    bucket: 'unknown',
    order: SCRIPT_CLASSES,
  }),
  fact(
    'script',
    'script',
    ({ key }) =>
      key.script === ''
        ? { unknown: 'the subset names no script' }
        : { value: key.script, source: 'script of the subset' },
    {
      minimum: SCRIPT,
      bucket: 'unknown',
      caveat: 'most scripts belong to one language',
    },
  ),
  fact(
    'romanised',
    'native or romanised',
    ({ romanised }) => ({
      value: romanised ? 'romanised' : 'native',
      source: 'script of the subset',
    }),
    {
      minimum: SCRIPT,
      bucket: 'unknown',
      order: ['native', 'romanised'],
      withRomanised: true,
      caveat: 'the romanised languages are few of the native ones; compare the same languages',
    },
  ),
  fact('macroarea', 'macroarea (Glottolog)', (facts) => facts.macroarea, {
    minimum: TYPOLOGICAL,
    bucket: 'unclassified',
  }),
  fact('word-order', 'basic word order (WALS 81A, Grambank)', (facts) => facts.wordOrder, {
    minimum: TYPOLOGICAL,
    bucket: 'unknown',
    order: ['verb-final', 'verb-medial', 'verb-initial', 'no dominant order'],
    caveat: CONFOUNDED,
  }),
  fact('adposition', 'order of adposition and noun (WALS 85A)', (facts) => facts.adposition, {
    minimum: TYPOLOGICAL,
    bucket: 'unknown',
    caveat: CONFOUNDED,
  }),
  fact('affixing', 'prefixing or suffixing (WALS 26A)', (facts) => facts.affixing, {
    minimum: TYPOLOGICAL,
    bucket: 'unknown',
    order: ['suffixing', 'prefixing', 'equal', 'little affixation'],
    caveat: CONFOUNDED,
  }),
  fact('tone', 'tone (WALS 13A)', (facts) => facts.tone, {
    minimum: TYPOLOGICAL,
    bucket: 'unknown',
    order: ['No tones', 'Simple tone system', 'Complex tone system'],
    caveat: CONFOUNDED,
  }),
];

/**
 * Every grouping of `--by`, in the order that guidance ranks them: exposure first (one for each
 * backbone of the table), genealogy, writing, structure. @throws what the user's files of backbones
 * throw
 */
export function groupings(): readonly Grouping[] {
  return [...EXPOSURES, ...[...backbones().values()].map(seen), ...OTHERS];
}

function genusOf(facts: LanguageFacts): Fact<string> {
  if ('unknown' in facts.family) return facts.family;
  if ('value' in facts.genus) return facts.genus;
  return 'value' in facts.subgroup
    ? facts.subgroup
    : { value: facts.key.code, source: 'the language itself' };
}
