import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { writeManifest, writeSentenceTask, xquadFolder } from '../support/beir.mjs';
import { largestDifference } from '../support/compare.mjs';
import { model, python, pythonOnnx } from '../support/peers.mjs';
import { lastJson, runProgram } from '../support/programs.mjs';
import { evaluateOurs } from '../support/run-command.mjs';

/** One subset, cold cache, whole commands: what is left when nothing can be reused. */
export const bench = {
  title: 'en-en of XQuAD-R, all-MiniLM-L6-v2, fp32, cold cache, whole command',
  targets: { 'mteb torch / ours': 1.5, 'mteb onnx / ours': 1.5 },
  prepare: async ({ scratch, small, threads }) => {
    const checkpoint = model('all-MiniLM-L6-v2');
    const exported = model('all-MiniLM-L6-v2-onnx');
    const task = await writeSentenceTask(scratch);
    const data = xquadFolder(scratch, small);
    const manifest = await writeManifest(task, data, scratch, ({ subset }) => subset === 'en-en');
    const peer = async (program, folder, backend) => {
      const args = [
        'bench/peers/evaluate.py',
        folder,
        manifest.file,
        mkdtempSync(join(scratch, 'peer-')),
        '--threads',
        String(threads),
        '--backend',
        backend,
      ];
      const { seconds, out } = await runProgram(program, args);
      return { seconds, ...lastJson(out) };
    };
    return {
      inputs: { queries: manifest.queries, documents: manifest.documents },
      pair: async () => {
        const ours = await evaluateOurs(scratch, task, [
          '-m',
          checkpoint,
          '--data',
          data,
          '--subsets',
          'en-en',
          '--threads',
          String(threads),
        ]);
        const torch = await peer(python(), checkpoint, 'torch');
        const onnx = await peer(pythonOnnx(), exported, 'onnx');
        return {
          measures: {
            'mteb torch / ours': torch.seconds / ours.seconds,
            'mteb onnx / ours': onnx.seconds / ours.seconds,
            'ours, s': ours.seconds,
            'mteb torch, s': torch.seconds,
            'mteb onnx, s': onnx.seconds,
            'mteb torch without imports / ours':
              (torch.seconds - torch.import_seconds) / ours.seconds,
          },
          difference: Math.max(
            largestDifference(ours.scores, torch.scores),
            largestDifference(ours.scores, onnx.scores),
          ),
        };
      },
    };
  },
};
