import { encoderGraph, type Architecture, type EncoderInputs } from '../architecture.js';
import { bertEmbeddings } from '../bert/bert.js';
import { bertLayers, bertSettings } from '../bert/layers.js';
import type { Value } from '../onnx/writer.js';
import { TensorScope } from '../tensor-scope.js';

/** XLMRobertaModel and RobertaModel (transformers modeling_xlm_roberta.py): BERT with positions counted from padding_idx + 1. */
export const xlmr: Architecture = {
  modelTypes: ['xlm-roberta', 'roberta', 'camembert'],
  title: 'XLM-R, RoBERTa (multilingual E5, BGE-M3)',
  build({ config, tensors, file, precision }) {
    const settings = bertSettings(config, 1);
    const scope = TensorScope.find(tensors, 'embeddings.word_embeddings.weight', file);
    const model = encoderGraph(settings.hiddenSize, precision, (inputs) => {
      const positions = positionsAfterPadding(inputs, settings.padding);
      return bertLayers(
        inputs,
        bertEmbeddings(inputs, scope, settings, positions),
        scope,
        settings,
      );
    });
    const maxPositions = settings.maxPositionEmbeddings - settings.padding - 1;
    return {
      model,
      hiddenSize: settings.hiddenSize,
      vocabularySize: settings.vocabularySize,
      maxPositions,
      used: scope.used(),
    };
  },
};

/**
 * `create_position_ids_from_input_ids`: counts the tokens that are not the padding token, from padding_idx + 1 on;
 * the padding token itself, also one that a text spells out, gets padding_idx. int64 `[rows, columns]`.
 */
function positionsAfterPadding({ graph, ids }: EncoderInputs, padding: number): Value {
  const real = graph.cast(graph.not(graph.equal(ids, graph.int(padding))), 'int64');
  const counted = graph.multiply(graph.cumulativeSum(real, graph.int(1)), real);
  return graph.add(counted, graph.int(padding));
}
