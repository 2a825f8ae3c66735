import type { Checkpoint } from './checkpoint/checkpoint.js';
import { readHeadLayers } from './checkpoint/head-layers.js';
import { headDims, type Head } from './pooling/head.js';
import type { Transformer } from './graph/transformer-types.js';

interface OpenedHead {
  readonly head: Head;
  readonly doubts: readonly string[];
}

/**
 * What makes sentence vectors of the transformer's answer: pooling and the modules behind it, or
 * nothing where an ONNX file gives sentence vectors already; then the cut to the first components.
 * @param truncateDim components to keep, before what the checkpoint says
 * @throws GB_CHECKPOINT_CORRUPT
 */
export async function openHead(
  checkpoint: Checkpoint,
  transformer: Transformer,
  truncateDim: number | undefined,
): Promise<OpenedHead> {
  const { head, doubts } = transformer.pooled
    ? ownHead(checkpoint)
    : await modulesHead(checkpoint, transformer);
  const dims = headDims(head, transformer.hiddenSize);
  const kept = truncateDim ?? checkpoint.model.truncateDim;
  if (kept === undefined || kept <= dims) return { head: { ...head, truncateDim: kept }, doubts };
  return {
    head,
    doubts: [
      `the first ${kept} components are wanted, but a vector has ${dims}; all are kept`,
      ...doubts,
    ],
  };
}

/**
 * The graph holds pooling, dense layers and normalisation as far as the model has them: none is
 * done a second time.
 */
function ownHead({ modules, pooling }: Checkpoint): OpenedHead {
  return {
    // the vectors come as they leave a pooling of one mode; which one it was does not matter any
    // more
    head: { modes: ['mean'], includePrompt: true, layers: [], truncateDim: undefined },
    doubts: [
      `the ONNX file gives one vector per text: it is used as it is${modules === undefined ? '' : ', no module of modules.json runs on it'}`,
      ...(pooling.includePrompt
        ? []
        : [
            'the pooling leaves out the tokens of the prompt; what the ONNX file does with them is not known',
          ]),
    ],
  };
}

async function modulesHead(checkpoint: Checkpoint, transformer: Transformer): Promise<OpenedHead> {
  const { modes, includePrompt, dimension } = checkpoint.pooling;
  const read = await readHeadLayers(checkpoint.headModules, transformer.hiddenSize * modes.length);
  return {
    head: { modes, includePrompt, layers: read.layers, truncateDim: undefined },
    doubts: [
      ...(dimension === undefined || dimension === transformer.hiddenSize
        ? []
        : [
            `the pooling states ${dimension} components per token, the transformer gives ${transformer.hiddenSize}; the transformer's are used`,
          ]),
      ...read.doubts,
    ],
  };
}
