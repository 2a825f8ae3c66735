// Generated from schemas/bias.schema.json by `npm run types`. Do not edit.

/**
 * bias/<Task>.<split>.json below a revision: how fairly a model treats the languages of one multilingual pool. MTEB's loaders do not look there.
 */
export interface BiasReport {
  /**
   * Version of this layout.
   */
  format: 1;
  task: string;
  split: string;
  model: BiasModel;
  /**
   * As in the result file: rows of another revision are never mixed in.
   */
  dataset_revision: string;
  /**
   * Documents of the pool per language (iso639-3-Script).
   */
  documents: {
    [k: string]: number;
  };
  macro: BiasMacro;
  /**
   * @minItems 1
   */
  rows: BiasRow[];
  mrc: BiasMrc;
}
export interface BiasModel {
  name: string;
  revision: string;
}
/**
 * Means over the query languages of the rows.
 */
export interface BiasMacro {
  query_languages: number;
  rank_distance: number | null;
  rank_distance_normalised: number | null;
  /**
   * Uncut average precision, every language counts the same.
   */
  lareqa_map: number;
  /**
   * The same, every question counts the same (LAReQA's own mean).
   */
  lareqa_map_pooled: number;
}
/**
 * One cell: questions of one language against the whole pool.
 */
export interface BiasRow {
  subset: string;
  query_language: string;
  queries: number;
  /**
   * Documents that a query is ranked against.
   */
  candidates: number;
  /**
   * Average precision over the full ranking.
   */
  lareqa_map: number;
  rank_distance: BiasRankDistance;
  share: BiasShare;
  /**
   * Per answer language: mean average precision when only answers in it count.
   */
  single_answer_map: {
    [k: string]: BiasSingleAnswer;
  };
  peer: BiasPeer;
}
export interface BiasRankDistance {
  /**
   * Mean over queries of last minus first rank of the relevant documents.
   */
  value: number | null;
  /**
   * Divided by candidates - 1.
   */
  normalised: number | null;
  queries: number;
  /**
   * Queries with fewer than two relevant documents.
   */
  left_out: number;
  /**
   * Why there is no value.
   */
  reason?: string;
}
export interface BiasShare {
  k: number;
  /**
   * Share of the top k in each language.
   */
  by_language: {
    [k: string]: number;
  };
}
export interface BiasSingleAnswer {
  value: number;
  queries: number;
}
export interface BiasPeer {
  k: number;
  value: number | null;
  /**
   * Why there is no value.
   */
  reason?: string;
}
/**
 * MRC@k: how alike the rankings are that a question gets in two languages.
 */
export interface BiasMrc {
  k: number;
  value: number | null;
  /**
   * Why there is no value.
   */
  reason?: string;
  comparisons: number;
  left_out: number;
  /**
   * Query language -> other query language -> mean correlation.
   */
  pairs: {
    [k: string]: {
      [k: string]: number;
    };
  };
}
