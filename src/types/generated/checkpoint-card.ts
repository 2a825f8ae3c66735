// Generated from schemas/checkpoint-card.schema.json by `npm run types`. Do not edit.

/**
 * Languages of the contrastive training as iso639-3-Script, such as tha-Thai.
 */
export type Languages = string[];
/**
 * Languages of the contrastive training as iso639-3-Script, such as tha-Thai.
 */
export type Languages1 = string[];

/**
 * glottobench.json beside the weights of a checkpoint: how it was trained. Every key is optional; model_meta.json and the comparison of backbone and batching read it.
 */
export interface CheckpointCard {
  $schema?: string;
  /**
   * Name of the model in results, organisation/name. Without it a folder is called local/<folder>.
   */
  name?: string;
  /**
   * Family of the pretrained encoder, an id of the table of backbones (docs/typology.md), or other: one factor of the comparison.
   */
  backbone?: string;
  /**
   * Checkpoint that training started from, such as FacebookAI/xlm-roberta-base.
   */
  base_model?: string;
  /**
   * How training batches were drawn: the other factor.
   */
  batch_sampling?: {
    /**
     * monolingual: query and passage of one language, a batch holds one language; cross-lingual: of different languages; hybrid: each batch is monolingual with probability alpha.
     */
    kind: 'monolingual' | 'cross-lingual' | 'hybrid';
    /**
     * Probability of a monolingual batch; only for hybrid.
     */
    alpha?: number;
  };
  training_datasets?: {
    name: string;
    languages?: Languages;
    /**
     * The MTEB task whose data this is: its scores are then not zero-shot.
     */
    mteb_task?: string;
  }[];
  languages?: Languages;
  held_out_languages?: Languages1;
  /**
   * Articles of the training text that were kept out on purpose; ids of UDHRRetrieval hold their number as a05.
   */
  held_out_articles?: number[];
  seed?: number;
  steps?: number;
  batch_size?: number;
  learning_rate?: number;
  loss?: string;
  release_date?: string;
  license?: string;
  reference?: string;
  notes?: string;
}
