import type { ModelConfig } from './config.js';

/** What a checkpoint was trained from, as far as its files tell. */
export type BackboneName =
  | 'mbert'
  | 'labse'
  | 'xlmr'
  | 'mt5'
  | 'modernbert'
  | 'bert'
  | 'roberta'
  | 'distilbert'
  | 't5'
  | 'unknown';

const BY_MODEL_TYPE: Readonly<Record<string, BackboneName>> = {
  bert: 'bert',
  distilbert: 'distilbert',
  'xlm-roberta': 'xlmr',
  roberta: 'roberta',
  camembert: 'roberta',
  t5: 't5',
  mt5: 'mt5',
  modernbert: 'modernbert',
};

/** Rows of the embedding matrices of the BERT models that are known by their vocabulary. */
const BERT_BY_VOCABULARY: Readonly<Record<number, BackboneName>> = {
  119547: 'mbert',
  105879: 'mbert',
  501153: 'labse',
};

/** Best knowledge from config.json; the checkpoint card, where there is one, knows better. */
export function backboneOf(config: ModelConfig): BackboneName {
  const type = Object.hasOwn(BY_MODEL_TYPE, config.modelType)
    ? BY_MODEL_TYPE[config.modelType]
    : undefined;
  if (type !== 'bert') return type ?? 'unknown';
  const name = config.text('_name_or_path', '').toLowerCase();
  if (name.includes('labse')) return 'labse';
  if (name.includes('bert-base-multilingual')) return 'mbert';
  return BERT_BY_VOCABULARY[config.size('vocab_size', 30522)] ?? 'bert';
}
