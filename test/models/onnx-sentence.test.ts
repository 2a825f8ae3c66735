import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Graph } from '../../src/models/graph/onnx/graph.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { withVariant } from '../support/checkpoint-copy.js';

/** Gives `[first token id, last token id, 7]` of a text without padding as its vector. */
function sentenceModel(): Uint8Array {
  const graph = new Graph();
  const ids = graph.cast(graph.input('input_ids', 'int64', ['rows', 'columns']), 'float');
  const at = (position: number) => graph.gather(ids, graph.ints([position]), 1);
  const first = at(0);
  const seven = graph.add(graph.subtract(first, first), graph.float(7));
  graph.output(graph.unsqueeze(ids, [2]), 'token_embeddings', 'float', ['rows', 'columns', 1]);
  graph.output(graph.concat([first, at(-1), seven], 1), 'sentence_embedding', 'float', ['rows', 3]);
  return graph.serialize();
}

describe('an ONNX file with sentence_embedding', () => {
  it.each(['heads', 'bare'])(
    'is the embedding as it is, whatever modules the folder names (%s)',
    async (variant) => {
      await withVariant(variant, async (folder) => {
        rmSync(join(folder, 'model.safetensors'));
        writeFileSync(join(folder, 'model.onnx'), sentenceModel());
        const { encoder, checkpoint, warnings } = await openEncoder(folder);
        const [ids = []] = await encoder.tokenIds(['three small words']);
        // neither pooled, nor through the Dense module, nor of length 1
        expect([...(await encoder.encode(['three small words'], { role: 'document' }))]).toEqual([
          ids[0],
          ids.at(-1),
          7,
        ]);
        expect(checkpoint).toMatchObject({ dims: 3, pooling: ['in-graph'] });
        expect(warnings.join('\n')).toContain('one vector per text: it is used as it is');
        await encoder.close();
        const cut = await openEncoder(folder, { truncateDim: 2 });
        expect([...(await cut.encoder.encode(['three'], { role: 'document' }))]).toHaveLength(2);
        await cut.encoder.close();
      });
    },
  );
});
