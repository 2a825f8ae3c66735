import { BELEBELE_CITATION, HYBRID_CITATION } from './citations.mjs';
import { BALANCED, MIRACL_OF_PAPER, ROMANISED } from './languages.mjs';

/** @param belebele definition of BelebeleRetrieval as in tasks/mteb */
export function benchmarks(belebele) {
  const monolingual = Object.keys(belebele.eval_langs).filter(
    (subset) => subset.split('-')[0] === subset.split('-')[1],
  );
  const native = monolingual.filter((subset) => !ROMANISED.includes(subset.split('-')[0]));
  const balanced = BALANCED.map(
    (code) => native.filter((subset) => subset.startsWith(`${code}_`))[0],
  );
  const entry = (name, about) => ({
    $schema: '../../../schemas/benchmark.schema.json',
    name,
    aliases: [],
    ...about,
  });
  return [
    entry('hybrid-batch', {
      description:
        'Evaluation of the hybrid batch paper: monolingual, cross-lingual and multilingual retrieval on XQuAD-R and MLQA-R, monolingual retrieval on MIRACL dev in the 15 languages of its tables.',
      reference: 'https://arxiv.org/abs/2408.10536',
      citation: HYBRID_CITATION,
      tasks: [
        { name: 'XQuADRRetrieval', type: 'Retrieval' },
        { name: 'MLQARRetrieval', type: 'Retrieval' },
        {
          name: 'MIRACLRetrieval',
          type: 'Retrieval',
          eval_splits: ['dev'],
          hf_subsets: MIRACL_OF_PAPER,
        },
      ],
    }),
    entry('typology-16', {
      description:
        'Monolingual Belebele in 16 languages of 16 families, chosen by greedy max-min over genetic and featural distance: small, and balanced. It mixes languages that backbones saw and did not see.',
      reference: 'https://arxiv.org/abs/2308.16884',
      citation: BELEBELE_CITATION,
      tasks: [
        {
          name: 'BelebeleRetrieval',
          type: 'Retrieval',
          eval_splits: ['test'],
          hf_subsets: balanced,
        },
      ],
    }),
    entry('typology-115', {
      description:
        'Monolingual Belebele in all its 115 languages, in their native scripts (Chinese in both of its): the one MTEB task with enough languages to compare word orders, affixing, and seen with unseen languages.',
      reference: 'https://arxiv.org/abs/2308.16884',
      citation: BELEBELE_CITATION,
      tasks: [
        { name: 'BelebeleRetrieval', type: 'Retrieval', eval_splits: ['test'], hf_subsets: native },
      ],
    }),
  ];
}
