import { GlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import { didYouMean } from '../../base/suggest.js';
import { loaderOption } from '../../registry/loader-options.js';
import type { TextItem } from '../../types/text.js';
import {
  heldCorpus,
  judge,
  type JudgementTable,
  type LoadedSubset,
  type Loader,
  type LoadRequest,
} from '../loader.js';
import {
  answerSentences,
  type AnswerSentences,
  type SentenceCandidate,
} from '../squad/answer-sentences.js';
import { SQUAD_LANGUAGES } from '../squad/languages.js';
import { readSquad } from '../squad/read-squad.js';
import { documentText } from '../text.js';

/** What the papers leave open; keys of the definition's `loader`. */
interface LareqaOptions {
  /** LAReQA's reference gives the encoder the sentence and its paragraph in one string. */
  readonly withParagraph: boolean;
  /** Off: a question without an answer in the pool stays, with nothing relevant, and scores 0. */
  readonly skipUnanswerable: boolean;
}

/**
 * XQuAD-R and MLQA-R as LAReQA poses them (arXiv 2004.05484; rules in docs/data.md). Every
 * `<language>.json` of the folder is one language. Subsets, query language first: `ar-ar`, `ar-de`,
 * and `ar-multi` = the pool of all languages, where the answer in every language is relevant.
 */
export const loader: Loader = { load };

async function load(request: LoadRequest): Promise<LoadedSubset> {
  const { source, subset, warnings } = request;
  const options = readOptions(request);
  const languages = (await source.list())
    .filter((file) => /^[a-z]{2,3}\.json$/.test(file))
    .map((file) => file.slice(0, -5))
    .sort(compareCodePoints);
  const [queryLanguage, pool] = parseSubset(subset, languages, source.name);
  const read = async (language: string): Promise<AnswerSentences> => {
    const file = `${language}.json`;
    const found = answerSentences(await readSquad(source, file), file);
    for (const id of found.dropped) warnings.add('unanswerable-question', `${language} ${id}`);
    return found;
  };
  const { questions } = await read(queryLanguage);
  const documents: TextItem[] = [];
  const qrels: JudgementTable = new Map();
  const asked = new Set(questions.map(({ id }) => id));
  for (const language of pool) {
    const { candidates, answers } = await read(language);
    for (const candidate of candidates)
      documents.push({
        id: candidateId(language, candidate),
        text: candidateText(candidate, options),
        language: tag(language),
      });
    for (const [question, positions] of answers) {
      if (!asked.has(question)) continue;
      for (const position of positions) {
        const candidate = candidates[position];
        if (candidate !== undefined) judge(qrels, question, candidateId(language, candidate), 1);
      }
    }
  }
  const [firstDocument] = documents;
  if (!options.skipUnanswerable && firstDocument !== undefined) {
    for (const { id } of questions) if (!qrels.has(id)) judge(qrels, id, firstDocument.id, 0);
  }
  return {
    queries: questions.map(({ id, question }) => ({
      id,
      text: question,
      language: tag(queryLanguage),
    })),
    qrels,
    ...heldCorpus(documents),
    sides: {
      setting:
        pool.length > 1
          ? 'multilingual'
          : pool[0] === queryLanguage
            ? 'monolingual'
            : 'crosslingual',
      queryLanguages: [tag(queryLanguage)],
      documentLanguages: pool.map(tag),
    },
  };
}

function readOptions({ definition }: LoadRequest): LareqaOptions {
  return {
    withParagraph: loaderOption(definition, 'candidate_text') === 'sentence+paragraph',
    skipUnanswerable: loaderOption(definition, 'skip_unanswerable') === true,
  };
}

function parseSubset(
  subset: string,
  languages: readonly string[],
  folder: string,
): [string, readonly string[]] {
  const [query = '', document = ''] = subset.split('-');
  if (languages.includes(query) && document === 'multi') return [query, languages];
  if (languages.includes(query) && languages.includes(document)) return [query, [document]];
  const near = didYouMean(
    subset,
    languages.flatMap((x) => [...languages.map((y) => `${x}-${y}`), `${x}-multi`]),
  );
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : `Subsets are <query>-<document> or <query>-multi, of: ${languages.join(', ') || 'no language'}`;
  throw new GlottobenchError('GB_SUBSET_UNKNOWN', `there is no subset ${subset}`, {
    file: folder,
    hint,
  });
}

function candidateId(language: string, { paragraph, sentence }: SentenceCandidate): string {
  return `${language}/p${paragraph}/s${sentence}`;
}

function candidateText({ text, context }: SentenceCandidate, options: LareqaOptions): string {
  const whole = options.withParagraph ? text + context : text;
  return documentText(null, whole.replaceAll('\n', ''));
}

function tag(language: string): string {
  return SQUAD_LANGUAGES[language] ?? language;
}
