import type { Architecture, EncoderInputs } from '../contract/architecture.js';
import { encoderGraph } from '../contract/architecture.js';
import { layerNorm } from '../layers/parts.js';
import { positionsFromZero } from '../layers/positions.js';
import type { Value } from '../onnx/writer.js';
import { TensorScope } from '../contract/tensor-scope.js';
import { bertLayers, bertSettings, type BertSettings } from './layers.js';

/**
 * BertModel (Devlin et al. 2019; transformers modeling_bert.py): mBERT, LaBSE, MiniLM and many
 * more.
 */
export const bert: Architecture = {
  modelTypes: ['bert'],
  title: 'BERT (mBERT, LaBSE, MiniLM, multilingual E5 small)',
  build({ config, tensors, file, precision }) {
    const settings = bertSettings(config, 0);
    const scope = TensorScope.find(tensors, 'embeddings.word_embeddings.weight', file);
    const model = encoderGraph(settings.hiddenSize, precision, (inputs) => {
      const positions = positionsFromZero(inputs);
      return bertLayers(
        inputs,
        bertEmbeddings(inputs, scope, settings, positions),
        scope,
        settings,
      );
    });
    return {
      model,
      hiddenSize: settings.hiddenSize,
      vocabularySize: settings.vocabularySize,
      maxPositions: settings.maxPositionEmbeddings,
      used: scope.used(),
    };
  },
};

/**
 * Word + type 0 + position, normalised: float32 `[rows · columns, hiddenSize]`. Encoders see one
 * text, so every type is 0.
 */
export function bertEmbeddings(
  inputs: EncoderInputs,
  scope: TensorScope,
  settings: BertSettings,
  positions: Value,
): Value {
  const { graph, ids } = inputs;
  const at = scope.in('embeddings');
  const { hiddenSize, epsilon } = settings;
  const words = graph.embed(
    at.take('word_embeddings.weight', [settings.vocabularySize, hiddenSize]),
    ids,
  );
  const type = graph.embed(
    at.take('token_type_embeddings.weight', [settings.typeVocabularySize, hiddenSize]),
    graph.int(0),
  );
  const places = graph.embed(
    at.take('position_embeddings.weight', [settings.maxPositionEmbeddings, hiddenSize]),
    positions,
  );
  const sum = graph.add(graph.add(words, type), places);
  return layerNorm(
    graph,
    graph.reshape(sum, graph.ints([-1, hiddenSize])),
    at,
    'LayerNorm',
    hiddenSize,
    epsilon,
  );
}
