// Generated from schemas/backbone.schema.json by `npm run types`. Do not edit.

export type Code = string;
export type Codes = Code[];
/**
 * Languages that it held in Latin letters beside their usual script.
 */
export type Codes1 = Code[];
/**
 * Not held although a macrolanguage of theirs is listed: the source means another member.
 */
export type Codes2 = Code[];

/**
 * What is known of a pretrained encoder: how it is recognised, and which languages its pretraining held. One file each, in data/backbones or in the folders of GLOTTOBENCH_BACKBONES.
 */
export interface BackboneFacts {
  $schema?: string;
  /**
   * Name in cards and after --by seen:, also the name of the file.
   */
  id: string;
  title: string;
  /**
   * How people write it in tables of models: a regular expression, upper and lower case alike.
   */
  written?: string;
  /**
   * What in a checkpoint's config.json tells it. A name is part of _name_or_path, lower case; a vocabulary is vocab_size; without both the model_type alone decides.
   */
  recognised?: {
    model_type: string;
    name?: string;
    vocabulary?: number;
  }[];
  /**
   * The languages of its pretraining; those of another backbone; or unknown, with the reason.
   */
  seen: Languages | Relation | Unknown;
  /**
   * How much text of each language; that of another backbone; or unknown, with the reason.
   */
  size: Sizes | Relation | Unknown;
}
export interface Languages {
  source: Source;
  languages: Codes;
  romanised?: Codes1;
  absent?: Codes2;
  /**
   * unseen: the list is complete; unknown: the source does not say so.
   */
  others: 'unseen' | 'unknown';
}
export interface Source {
  document: string;
  table?: string;
  page?: string;
}
export interface Relation {
  /**
   * Another backbone.
   */
  as: string;
  /**
   * distilled from: what the teacher did not see is unknown.
   */
  relation: 'same corpus as' | 'distilled from';
  source: Source;
}
export interface Unknown {
  unknown: string;
}
export interface Sizes {
  source: Source;
  /**
   * Unit and corpus, such as GiB in CC-100.
   */
  label: string;
  languages: {
    [k: string]: number;
  };
}
