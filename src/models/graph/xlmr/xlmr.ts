import { encoderGraph, type Architecture } from '../contract/architecture.js';
import { bertEmbeddings } from '../bert/bert.js';
import { bertLayers, bertSettings } from '../bert/layers.js';
import { positionsAfterPadding } from '../layers/positions.js';
import { TensorScope } from '../contract/tensor-scope.js';

/**
 * XLMRobertaModel and RobertaModel (transformers modeling_xlm_roberta.py): BERT with positions
 * counted from padding_idx + 1.
 */
export const xlmr: Architecture = {
  modelTypes: ['xlm-roberta', 'roberta', 'camembert'],
  title: 'XLM-R, RoBERTa (multilingual E5, BGE-M3)',
  build({ config, tensors, file, precision }) {
    // XLMRobertaConfig and CamembertConfig keep BERT's default
    const settings = bertSettings(config, 1, config.modelType === 'roberta' ? 50265 : undefined);
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
