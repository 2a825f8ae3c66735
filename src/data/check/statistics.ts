import type { Qrels } from '../../types/text.js';
import { textHash } from './text-check.js';

/** Lengths in characters, which are code points as in Python. */
interface TextStatistics {
  readonly total_text_length: number;
  readonly min_text_length: number;
  readonly average_text_length: number;
  readonly max_text_length: number;
  readonly unique_texts: number;
}

/**
 * MTEB's RetrievalDescriptiveStatistics (mteb/types/statistics.py, 2.26.24) of one subset, or of
 * all of a split.
 */
export interface RetrievalStatistics {
  readonly num_samples: number;
  readonly num_queries: number;
  readonly num_documents: number;
  readonly number_of_characters: number;
  readonly documents_text_statistics: TextStatistics;
  readonly documents_image_statistics: null;
  readonly documents_audio_statistics: null;
  readonly documents_video_statistics: null;
  readonly queries_text_statistics: TextStatistics;
  readonly queries_image_statistics: null;
  readonly queries_audio_statistics: null;
  readonly queries_video_statistics: null;
  readonly relevant_docs_statistics: {
    readonly num_relevant_docs: number;
    readonly min_relevant_docs_per_query: number;
    readonly average_relevant_docs_per_query: number;
    readonly max_relevant_docs_per_query: number;
    readonly unique_relevant_docs: number;
    readonly num_missing_query_ids: number;
    readonly num_missing_corpus_ids: number;
    readonly queries_with_all_gold_black_or_white: 0;
  };
  readonly top_ranked_statistics: {
    readonly num_top_ranked: number;
    readonly min_top_ranked_per_query: number;
    readonly average_top_ranked_per_query: number;
    readonly max_top_ranked_per_query: number;
  } | null;
  readonly hf_subset_descriptive_stats?: Readonly<Record<string, RetrievalStatistics>>;
}

/** Adds up the texts of one side; holds a hash per distinct text. */
class TextCounter {
  total = 0;
  count = 0;
  private min = Infinity;
  private max = 0;
  private readonly hashes = new Set<string>();

  add(text: string): void {
    const length = codePoints(text);
    this.total += length;
    this.count++;
    this.min = Math.min(this.min, length);
    this.max = Math.max(this.max, length);
    this.hashes.add(textHash(text));
  }

  statistics(): TextStatistics {
    return {
      total_text_length: this.total,
      min_text_length: this.count === 0 ? 0 : this.min,
      average_text_length: this.count === 0 ? 0 : this.total / this.count,
      max_text_length: this.max,
      unique_texts: this.hashes.size,
    };
  }
}

/** Builds the statistics of one subset, or of a whole split when every subset is added to it. */
export class StatisticsBuilder {
  private readonly documents = new TextCounter();
  private readonly queries = new TextCounter();
  private readonly relevant: number[] = [];
  private readonly candidates: number[] = [];
  private uniqueRelevant = 0;
  private missingQueries = 0;
  private missingDocuments = 0;

  addDocument(text: string): void {
    this.documents.add(text);
  }

  addQuery(text: string): void {
    this.queries.add(text);
  }

  /** Judgements of one subset; ids of different subsets are different documents, as in mteb. */
  addJudgements(
    qrels: Qrels,
    known: {
      readonly queries: ReadonlySet<string>;
      readonly documents: { has(id: string): boolean };
    },
    topRanked?: ReadonlyMap<string, readonly string[]>,
  ): void {
    const judged = new Set<string>();
    for (const [query, grades] of qrels) {
      if (!known.queries.has(query)) this.missingQueries++;
      this.relevant.push([...grades.values()].filter((grade) => grade !== 0).length);
      for (const document of grades.keys()) judged.add(document);
    }
    this.uniqueRelevant += judged.size;
    for (const document of judged) if (!known.documents.has(document)) this.missingDocuments++;
    for (const list of topRanked?.values() ?? []) this.candidates.push(list.length);
  }

  build(): RetrievalStatistics {
    const { documents, queries, relevant, candidates } = this;
    return {
      num_samples: documents.count + queries.count,
      num_queries: queries.count,
      num_documents: documents.count,
      number_of_characters: documents.total + queries.total,
      documents_text_statistics: documents.statistics(),
      documents_image_statistics: null,
      documents_audio_statistics: null,
      documents_video_statistics: null,
      queries_text_statistics: queries.statistics(),
      queries_image_statistics: null,
      queries_audio_statistics: null,
      queries_video_statistics: null,
      relevant_docs_statistics: {
        num_relevant_docs: sum(relevant),
        min_relevant_docs_per_query: least(relevant),
        average_relevant_docs_per_query:
          relevant.length === 0 ? 0 : sum(relevant) / relevant.length,
        max_relevant_docs_per_query: most(relevant),
        unique_relevant_docs: this.uniqueRelevant,
        num_missing_query_ids: this.missingQueries,
        num_missing_corpus_ids: this.missingDocuments,
        queries_with_all_gold_black_or_white: 0,
      },
      top_ranked_statistics:
        candidates.length === 0 || queries.count === 0
          ? null
          : {
              num_top_ranked: sum(candidates),
              min_top_ranked_per_query: least(candidates),
              average_top_ranked_per_query: sum(candidates) / queries.count,
              max_top_ranked_per_query: most(candidates),
            },
    };
  }
}

function codePoints(text: string): number {
  let pairs = 0;
  for (let i = 1; i < text.length; i++) {
    const low = text.charCodeAt(i);
    const high = text.charCodeAt(i - 1);
    if (low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff) pairs++;
  }
  return text.length - pairs;
}

// Not Math.min(...values): a split may have a million queries.
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
