/**
 * Families of tokenizer classes in transformers 5 that build themselves anew from the vocabulary of
 * tokenizer.json.
 */
export type TokenizerFamily = 'wordpiece' | 'xlm-roberta' | 't5' | 'roberta';

const FAMILY_OF_CLASS: Readonly<Record<string, TokenizerFamily>> = {
  BertTokenizer: 'wordpiece',
  DistilBertTokenizer: 'wordpiece',
  ElectraTokenizer: 'wordpiece',
  XLMRobertaTokenizer: 'xlm-roberta',
  T5Tokenizer: 't5',
  MT5Tokenizer: 't5',
  RobertaTokenizer: 'roberta',
};

/** transformers' TOKENIZER_MAPPING_NAMES for the architectures that are opened here. */
const CLASS_OF_MODEL: Readonly<Record<string, string>> = {
  bert: 'BertTokenizer',
  distilbert: 'BertTokenizer',
  electra: 'BertTokenizer',
  roberta: 'RobertaTokenizer',
  'xlm-roberta': 'XLMRobertaTokenizer',
  mt5: 'T5Tokenizer',
  t5: 'T5Tokenizer',
};

/** Classes that read tokenizer.json as it is. */
const AS_IT_IS = new Set(['PreTrainedTokenizer', 'TokenizersBackend', 'PythonBackend']);

/**
 * The Python class that AutoTokenizer of transformers 5.23 takes, without "Fast" at its end
 * (models/auto/tokenization_auto.py): the one tokenizer_config.json names, else the one of the
 * model type.
 * @returns the class and its family; no family means that tokenizer.json is used as it is
 */
export function pythonClass(
  named: string | undefined,
  modelType: string | undefined,
): { readonly name: string; readonly family: TokenizerFamily | undefined } {
  const name = (
    named ?? (modelType === undefined ? undefined : CLASS_OF_MODEL[modelType])
  )?.replace(/Fast$/u, '');
  if (name === undefined || AS_IT_IS.has(name))
    return { name: 'TokenizersBackend', family: undefined };
  // ModernBERT's hub files name a wrong class; transformers then reads tokenizer.json as it is
  if (modelType === 'modernbert') return { name: 'TokenizersBackend', family: undefined };
  return { name, family: FAMILY_OF_CLASS[name] };
}
