import type { Backbone, Fact } from '../types/language.js';
import type { LanguageKey } from './resolve.js';
import type { ResourceClasses } from './resource-classes.js';

/** The smallest group that a mean may be read from (docs/typology.md, "Small groups"). */
export interface GroupMinimum {
  readonly languages: number;
  readonly genera: number;
  readonly families: number;
}

/** What a grouping may need to know besides the language. */
export interface GroupingContext {
  /** Backbone of the model, for `seen` without a name. */
  readonly backbone?: Backbone | undefined;
  readonly resourceClasses?: ResourceClasses | undefined;
}

/** One way to divide languages. To add one, add an entry to groupings.ts. */
export interface Grouping {
  /** As written after `--by`. */
  readonly id: string;
  readonly label: string;
  /** The group of a language in a script, or why it has none. */
  readonly of: (language: LanguageKey, context: GroupingContext) => Fact<string>;
  readonly minimum: GroupMinimum;
  /**
   * Bucket of languages without a group: facts that are missing are "unknown", genealogy that does
   * not exist is "unclassified".
   */
  readonly bucket: 'unknown' | 'unclassified';
  /** Groups in the order of tables; others follow by name. */
  readonly order?: readonly string[];
  /** True where romanised subsets take part; everywhere else they are left out and counted. */
  readonly withRomanised?: boolean;
  /** Why differences between the groups describe and do not compare. */
  readonly caveat?: string;
}
