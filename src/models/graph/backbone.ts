import { backbones } from '../../typology/backbones.js';
import type { TransformerConfig } from '../config/transformer-config.js';

/**
 * What a checkpoint was trained from: an id of the table of backbones, else its architecture, else
 * `unknown`.
 */
export type BackboneName = string;

/** Architectures whose checkpoints are of many origins. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['bert', 'bert'],
  ['distilbert', 'distilbert'],
  ['roberta', 'roberta'],
  ['camembert', 'roberta'],
  ['t5', 't5'],
  ['modernbert', 'modernbert'],
]);

/**
 * Best knowledge from config.json: by name, by vocabulary, by type. The checkpoint card, where
 * there is one, knows better.
 */
export function backboneOf(config: TransformerConfig): BackboneName {
  const rules = [...backbones().values()].flatMap(({ id, recognised = [] }) =>
    recognised
      .filter(({ model_type: type }) => type === config.modelType)
      .map((rule) => ({ id, ...rule })),
  );
  const name = config.text('_name_or_path', '').toLowerCase();
  const found =
    rules.find((rule) => rule.name !== undefined && name.includes(rule.name)) ??
    rules.find(({ vocabulary }) => vocabulary === vocabularySize(config, vocabulary)) ??
    rules.find((rule) => rule.name === undefined && rule.vocabulary === undefined);
  return found?.id ?? FAMILIES.get(config.modelType) ?? 'unknown';
}

/** Read only where a rule asks for it, since a broken value is a fault. */
function vocabularySize(config: TransformerConfig, asked: number | undefined): number {
  return asked === undefined ? NaN : config.size('vocab_size', 30522);
}
