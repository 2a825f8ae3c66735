// Generated from schemas/answer.schema.json by `npm run types`. Do not edit.

/**
 * What `glottobench answer --json` prints: sentences, and the tables that they rest on.
 */
export interface Answer {
  /**
   * Version of this layout.
   */
  format: 1;
  /**
   * Differences whose interval lies within ± this count as none (equivalence).
   */
  margin: number;
  counts: Counts;
  sentences: Sentence[];
  /**
   * As factorial.schema.json has it; null where no model says how it was trained.
   */
  analysis: {} | null;
}
/**
 * How many of each stand behind the sentences.
 */
export interface Counts {
  models: number;
  runs: number;
  conditions: number;
}
export interface Sentence {
  /**
   * description: of these data. claim: of other training runs, corrected. equivalence: a difference that is none, within the margin. refusal: what the data do not say, with the reason.
   */
  kind: 'description' | 'claim' | 'equivalence' | 'refusal';
  text: string;
  /**
   * In the order in which they stand in the text.
   */
  numbers: SentenceNumber[];
}
export interface SentenceNumber {
  /**
   * As the sentence shows it.
   */
  text: string;
  /**
   * Where this document holds it (RFC 6901).
   */
  pointer: string;
  value: number;
}
