/**
 * A query or a document, ready to be encoded: title joined, instruction joined, stripped as mteb
 * does.
 */
export interface TextItem {
  readonly id: string;
  readonly text: string;
  /** `iso639-3-Script` where it is known per text (a pool of several languages). */
  readonly language?: string;
}

/** Which side of the search a text is on; prompts may differ. */
export type Role = 'query' | 'document';

/** Query id → document id → grade. Grades are integers; only grades above 0 are relevant. */
export type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>;
