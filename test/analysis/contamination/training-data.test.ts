import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  trainingNames,
  withRelatives,
  writtenTrainingData,
  type Origin,
} from '../../../src/analysis/contamination/training-data.js';
import { zeroShot } from '../../../src/analysis/factorial/zero-shot.js';
import { packagePath } from '../../../src/base/folders.js';
import { registeredModel } from '../../../src/registry/models/model-registry.js';
import { modelMetaFor } from '../../../src/results/write/model-meta.js';
import { oraclePython, runPython } from '../../support/oracle.js';

type Card = NonNullable<Origin['card']>;

const E5 = 'intfloat/multilingual-e5-small';
const of = (...names: string[]): Card => ({ training_datasets: names.map((name) => ({ name })) });

/** Card, task and our answer. */
const PAIRS: readonly (readonly [Card, string, string])[] = [
  // the task itself, by its name and by mteb_task
  [of('MIRACLRetrieval'), 'MIRACLRetrieval', 'no'],
  [{ training_datasets: [{ name: 'XQuAD', mteb_task: 'XQuADRetrieval' }] }, 'XQuADRetrieval', 'no'],
  [{ training_datasets: [{ name: 'udhr', mteb_task: 'UDHRRetrieval' }] }, 'UDHRRetrieval', 'no'],
  [{ training_datasets: [{ name: 'udhr', mteb_task: 'UDHRRetrieval' }] }, 'MIRACLRetrieval', 'yes'],
  // relatives in both directions, over several steps
  [of('MIRACLRetrieval'), 'MIRACLRetrievalHardNegatives', 'no'],
  [of('MIRACLRetrievalHardNegatives'), 'MIRACLRetrieval', 'no'],
  [of('MIRACLReranking'), 'MIRACLRetrievalHardNegatives.v2', 'no'],
  [of('MSMARCO'), 'NanoMSMARCORetrieval', 'no'],
  [of('MSMARCO'), 'MSMARCO-PL', 'no'],
  [of('NQ'), 'NQ-NL', 'no'],
  [of('NQ-NL'), 'NQHardNegatives', 'no'],
  [of('HotpotQA'), 'HotpotQA-PLHardNegatives', 'no'],
  [of('SciFact-NL'), 'SciFact-PL', 'no'],
  [of('MSMARCO'), 'BelebeleRetrieval', 'yes'],
  [of('MSMARCO', 'NQ'), 'XQuADRetrieval', 'yes'],
  [of('AmazonReviewsClassification'), 'BelebeleRetrieval', 'yes'],
  // sets that MTEB does not know
  [of('our click logs'), 'MIRACLRetrieval', 'unknown'],
  [of('XQuAD'), 'XQuADRetrieval', 'unknown'],
  [of('xquadretrieval'), 'XQuADRetrieval', 'unknown'],
  [of('MSMARCO', 'our click logs'), 'BelebeleRetrieval', 'unknown'],
  [of('MSMARCO', 'our click logs'), 'MSMARCO', 'no'],
  [{ training_datasets: [{ name: 'x', mteb_task: 'NoSuchTask' }] }, 'MSMARCO', 'unknown'],
  // nothing stated, and nothing used
  [{}, 'MIRACLRetrieval', 'unknown'],
  [of(), 'MIRACLRetrieval', 'yes'],
  [{ training_datasets: [], base_model: 'FacebookAI/xlm-roberta-base' }, 'MSMARCO', 'yes'],
  [
    { training_datasets: [], base_model: 'google-bert/bert-base-multilingual-cased' },
    'MSMARCO',
    'yes',
  ],
  // ancestors
  [{ training_datasets: [], base_model: E5 }, 'MIRACLRetrieval', 'no'],
  [{ training_datasets: [], base_model: E5 }, 'XQuADRetrieval', 'no'],
  // the registry's list of E5 holds names that no task has (FEVER-PL)
  [{ training_datasets: [], base_model: E5 }, 'BelebeleRetrieval', 'unknown'],
  [{ base_model: E5 }, 'MIRACLRetrieval', 'no'],
  [{ base_model: E5 }, 'BelebeleRetrieval', 'unknown'],
  [{ ...of('BelebeleRetrieval'), base_model: E5 }, 'BelebeleRetrieval', 'no'],
  [{ ...of('private'), base_model: E5 }, 'NQ-PL', 'no'],
  [{ ...of('MSMARCO'), base_model: 'someone/unregistered' }, 'BelebeleRetrieval', 'unknown'],
  [{ ...of('MSMARCO'), base_model: 'someone/unregistered' }, 'MSMARCO', 'no'],
  [{ base_model: 'someone/unregistered' }, 'MSMARCO', 'unknown'],
  [
    { training_datasets: [], base_model: 'dragonkue/multilingual-e5-small-ko' },
    'MIRACLRetrieval',
    'no',
  ],
];

const withPython = oraclePython === undefined ? it.skip : it;

describe('contamination', () => {
  it.each(PAIRS)('%j on %s is %s', (card, task, answer) => {
    expect(zeroShot(trainingNames({ card, registered: undefined }), task, new Map())).toBe(answer);
  });

  it('follows the registry of a model by its name, and its ancestors', () => {
    const registered = registeredModel('intfloat/multilingual-e5-small');
    const names = trainingNames({ card: undefined, registered });
    expect(zeroShot(names, 'MIRACLReranking', new Map())).toBe('no');
    expect(zeroShot(names, 'BelebeleRetrieval', new Map())).toBe('unknown');
  });

  it('closes relatives over supersession too', () => {
    expect(withRelatives(['MIRACLRetrieval'])).toContain('MIRACLReranking');
  });

  withPython(
    'is written so that Python says False where we say no, True where we say yes, and never True for a no',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zero-shot-'));
      const [input, output] = [join(folder, 'in.json'), join(folder, 'out.json')];
      const written = PAIRS.map(([card]) =>
        writtenTrainingData(trainingNames({ card, registered: undefined })),
      );
      const rows = PAIRS.map(([card, task], i) => ({
        task,
        meta: modelMetaFor({
          name: 'org/model',
          revision: 'rev',
          adapted_from: card.base_model ?? null,
          training_datasets: written[i] ?? null,
        }),
      }));
      writeFileSync(input, JSON.stringify(rows));
      await runPython([packagePath('test', 'oracle', 'zero_shot.py'), input, output]);
      const theirs = JSON.parse(readFileSync(output, 'utf8')) as (boolean | null)[];
      const expected = PAIRS.map(([, , answer], i) =>
        answer === 'no' ? false : answer === 'yes' ? true : written[i] === null ? null : true,
      );
      expect(PAIRS.map((pair, i) => [pair, theirs[i]])).toEqual(
        PAIRS.map((pair, i) => [pair, expected[i]]),
      );
    },
    120_000,
  );
});
