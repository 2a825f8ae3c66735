import type { WarningKind } from './warning-kind.js';

/** What is to be known about a model or a run. A part of the table of warnings. */
export const RUN_WARNINGS = {
  'model-doubt': {
    severity: 'warning',
    unit: ['thing', 'things'],
    finding: 'to be known about the model',
    remedy: 'docs/models.md says what a checkpoint is opened by.',
  },
  'reduced-precision': {
    severity: 'warning',
    unit: ['model', 'models'],
    finding: 'in less than fp32: how near its vectors are was measured',
    remedy: 'Report the precision with the score; --precision fp32 gives the reference.',
  },
  'stored-result-replaced': {
    severity: 'warning',
    unit: ['stored result', 'stored results'],
    finding: 'of other data, run again',
    remedy: 'Nothing; write into another folder to keep both.',
  },
  'derived-not-current': {
    severity: 'warning',
    unit: ['folder', 'folders'],
    finding: 'whose derived files could not be brought up to date',
    remedy: 'The same command again, once the folder can be written.',
  },
  'source-doubt': {
    severity: 'warning',
    unit: ['source', 'sources'],
    finding: 'that was not reached or not found as it was named',
    remedy: 'docs/hub.md says what is used instead.',
  },
  'ranked-here': {
    severity: 'warning',
    unit: ['model', 'models'],
    finding: 'ranked by this process, not through the queue',
    remedy: 'Nothing: the scores are the same (docs/scale.md).',
  },
  'queue-trouble': {
    severity: 'warning',
    unit: ['queue', 'queues'],
    finding: 'with workers or a connection that are missing',
    remedy: 'glottobench worker --queue ADDRESS starts a worker (docs/scale.md).',
  },
} as const satisfies Record<string, WarningKind>;
