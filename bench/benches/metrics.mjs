import { python, pythonRanx } from '../support/peers.mjs';
import { lastJson, runProgram } from '../support/programs.mjs';

/** Scoring alone, run and judgements in memory on both sides. */
export const bench = {
  title: "all MTEB scores of a run; mteb = pytrec_eval and mteb's own scoring; ranx has no nAUC",
  targets: { 'mteb / ours': 5 },
  prepare: ({ small }) => {
    const size = small ? ['500', '1000'] : ['50000', '1000'];
    const json = async (command, args) => lastJson((await runProgram(command, args)).out);
    return Promise.resolve({
      inputs: { queries: Number(size[0]), depth: Number(size[1]) },
      pair: async () => {
        const ours = await json(process.execPath, [
          '--max-old-space-size=16384',
          'bench/support/synthetic-run.mjs',
          ...size,
        ]);
        const theirs = await json(python(), ['bench/peers/metrics.py', ...size]);
        const ranx = await json(pythonRanx(), ['bench/peers/metrics.py', ...size, '--ranx']);
        const shared = Object.keys(theirs.scores).filter((key) => key in ours.scores);
        if (shared.length < 100) throw new Error(`only ${shared.length} scores have the same name`);
        return {
          measures: {
            'mteb / ours': theirs.seconds / ours.seconds,
            'ranx / ours': ranx.seconds / ours.seconds,
            'ours, s': ours.seconds,
            'mteb, s': theirs.seconds,
            'ranx, s': ranx.seconds,
            'ours, peak MB': ours.peakMegabytes,
          },
          difference: Math.max(
            ...shared.map((key) => Math.abs(theirs.scores[key] - ours.scores[key])),
          ),
        };
      },
    });
  },
};
