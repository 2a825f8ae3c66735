import { describe, expect, it } from '@jest/globals';
import { chooseModelFiles } from '../../src/hub/model-files.js';

const NOISE = [
  '.gitattributes',
  'README.md',
  'tf_model.h5',
  'flax_model.msgpack',
  'rust_model.ot',
  'openvino/openvino_model.bin',
  'openvino/openvino_model.xml',
  'onnx/model_quint8_avx2.onnx',
  'train_script.py',
  'data_config.json',
];
const CONFIG = [
  'config.json',
  'config_sentence_transformers.json',
  'modules.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
];
const TOKENIZER = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'vocab.txt',
];

describe('files of a model repository', () => {
  it('are one set of weights, configuration and tokenizer, and nothing else', () => {
    const files = chooseModelFiles(
      [
        ...NOISE,
        ...CONFIG,
        ...TOKENIZER,
        'model.safetensors',
        'pytorch_model.bin',
        'onnx/model.onnx',
        'onnx/tokenizer.json',
      ],
      ['', '1_Pooling', '2_Normalize'],
    );
    expect(new Set(files.configuration)).toEqual(new Set(CONFIG));
    expect(new Set(files.tokenizer)).toEqual(new Set(TOKENIZER));
    expect(files.weights).toEqual(['model.safetensors']);
  });

  it.each([
    [
      'shards of safetensors',
      [
        'model.safetensors.index.json',
        'model-00001-of-00002.safetensors',
        'model-00002-of-00002.safetensors',
        'pytorch_model.bin',
        'adapter_model.safetensors',
      ],
      [
        'model.safetensors.index.json',
        'model-00001-of-00002.safetensors',
        'model-00002-of-00002.safetensors',
      ],
    ],
    [
      'pytorch_model.bin without safetensors',
      ['pytorch_model.bin', 'onnx/model.onnx'],
      ['pytorch_model.bin'],
    ],
    [
      'shards of pytorch_model.bin',
      ['pytorch_model.bin.index.json', 'pytorch_model-00001-of-00001.bin', 'training_args.bin'],
      ['pytorch_model.bin.index.json', 'pytorch_model-00001-of-00001.bin'],
    ],
    [
      'ONNX when there is nothing else',
      ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model_O4.onnx', 'tf_model.h5'],
      ['onnx/model.onnx', 'onnx/model.onnx_data'],
    ],
    ['ONNX at the root', ['model.onnx', 'model.onnx.data'], ['model.onnx', 'model.onnx.data']],
    ['nothing that can be read', ['tf_model.h5', 'onnx/model_quantized.onnx'], []],
  ])('%s', (_what, paths, weights) => {
    expect(chooseModelFiles(['config.json', ...paths]).weights).toEqual(weights);
  });

  it('are looked for in the folders of the modules: old layouts, Dense layers', () => {
    const files = chooseModelFiles(
      [
        'modules.json',
        '0_Transformer/config.json',
        '0_Transformer/pytorch_model.bin',
        '0_Transformer/sentence_xlm-roberta_config.json',
        '0_Transformer/sentencepiece.bpe.model',
        '1_Pooling/config.json',
        '2_Dense/config.json',
        '2_Dense/pytorch_model.bin',
        '2_Dense/model.safetensors',
        '3_Other/model.safetensors',
      ],
      ['0_Transformer', '1_Pooling', '2_Dense'],
    );
    expect(files.weights).toEqual(['0_Transformer/pytorch_model.bin', '2_Dense/model.safetensors']);
    expect(files.tokenizer).toEqual(['0_Transformer/sentencepiece.bpe.model']);
    expect(files.configuration).toContain('0_Transformer/sentence_xlm-roberta_config.json');
    expect(files.configuration).toContain('2_Dense/config.json');
  });
});
