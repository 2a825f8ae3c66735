import { difference, enumeration, markdownTable, probability, range, score } from './markdown.js';
import type { Effect } from '../../src/types/generated/factorial.js';
import {
  PRIMARY_METRICS,
  tableKey,
  type PaperAnalysis,
  type PaperTable,
  type PrimaryEffect,
} from './paper-analysis.js';

/** What the published tables say about batch sampling, as Markdown. */
export function paperSection(analysis: PaperAnalysis): string {
  const primary = analysis.tables.filter(({ metric }) => PRIMARY_METRICS.includes(metric));
  return [
    '## Hybrid, monolingual and cross-lingual batches',
    `Source: the ${String(analysis.cells)} per-language numbers of arXiv ${enumeration(analysis.arxiv)} (Elmahdy, Lin and Ahmad: XLM-R and LaBSE, fine-tuned with three ways of drawing batches). ` +
      'The paper prints no interval and no test. Here a difference is paired by language. One checkpoint stands for each condition, so nothing is tested of a way of training: beside each difference stands its tipping point, the standard deviation between training runs above which it would no longer be separable. ' +
      `p exchanges the two batchings within whole language families (all sign patterns), corrected by Holm over the ${String(analysis.primary.length)} differences of the main metrics; it is of other languages, with these very checkpoints.`,
    markdownTable(
      [
        'data set, setting, metric',
        'backbone',
        'mono',
        'cross',
        'hybrid',
        'hybrid − mono',
        'tips at SD',
        'languages up',
        'p, families',
        'hybrid − cross',
        'tips at SD',
        'languages up',
        'p, families',
      ],
      primary.flatMap((table) =>
        table.backbones.map((backbone) => meansRow(table, backbone, analysis.primary)),
      ),
    ),
    '"Languages up": languages in which hybrid is higher. An interval over families stands where they are worth four degrees of freedom or more.',
    limits(analysis),
    '### What these checkpoints show',
    ...shown(analysis),
    '### Where hybrid does not win',
    ...failures(analysis, primary),
    '### Does the backbone change the effect?',
    interactions(primary),
    ...backbones(primary),
    '### Recall and rank distance',
    secondary(analysis),
  ].join('\n\n');
}

/** Few families bound p from below, whatever the numbers are. */
function limits({ primary, tables }: PaperAnalysis): string {
  const sizes = [...new Map(tables.map(({ dataset, families }) => [dataset, families]))];
  return sizes
    .map(([dataset, families]) => {
      const least = 2 ** (1 - families);
      const possible = least * primary.length < 0.05;
      return `${dataset} has languages of ${String(families)} families, so no p is under ${String(Number(least.toPrecision(2)))}: corrected over ${String(primary.length)} tests it ${possible ? 'can' : 'cannot'} fall under .05, however clear a difference is.`;
    })
    .join(' ');
}

function meansRow(
  table: PaperTable,
  backbone: string,
  primary: readonly PrimaryEffect[],
): string[] {
  const mean = (batching: string): string =>
    score(
      table.cells.find((one) => one.backbone === backbone && one.batching === batching)?.mean ??
        NaN,
    );
  const against = (from: string): string[] => {
    const effect = find(primary, table, backbone, from);
    return effect === undefined
      ? ['–', '–', '–', '–']
      : [
          withRange(effect),
          score(effect.tippingPoint ?? NaN),
          `${String(effect.languages.positive)}/${String(effect.languages.of)}`,
          probability(effect.familyPAdjusted),
        ];
  };
  return [
    name(table),
    backbone,
    mean('monolingual'),
    mean('cross-lingual'),
    mean('hybrid'),
    ...against('monolingual'),
    ...against('cross-lingual'),
  ];
}

function find(
  primary: readonly PrimaryEffect[],
  table: PaperTable,
  backbone: string,
  from: string,
): PrimaryEffect | undefined {
  return primary.find(
    (one) =>
      one.dataset === table.dataset &&
      one.setting === table.setting &&
      one.backbone === backbone &&
      one.from === from &&
      one.to === 'hybrid',
  );
}

function name({
  dataset,
  setting,
  metric,
}: Pick<PaperTable, 'dataset' | 'setting' | 'metric'>): string {
  return `${dataset}, ${setting}, ${metric}`;
}

function place({ dataset, setting, backbone }: PrimaryEffect): string {
  return `${backbone} on ${dataset} ${setting}`;
}

/** `+.008 [+.004, +.012]`; without an interval where the families do not give one. */
function withRange({ estimate, languages }: Effect, digits = 3): string {
  return languages.interval === null
    ? difference(estimate, digits)
    : `${difference(estimate, digits)} ${range(languages.interval, digits)}`;
}

function shown({ primary }: PaperAnalysis): string[] {
  const lines = ['monolingual', 'cross-lingual'].map((from) => {
    const all = primary.filter((effect) => effect.to === 'hybrid' && effect.from === from);
    const up = all.filter(({ estimate }) => estimate > 0);
    const firmest = [...all].sort((a, b) => (b.tippingPoint ?? 0) - (a.tippingPoint ?? 0))[0];
    const weak = all.filter(({ tippingPoint }) => (tippingPoint ?? 0) < SEEDS_DO);
    return `- Against ${from} batches, the mean with hybrid is higher in ${String(up.length)} of ${String(all.length)} columns.${firmest === undefined ? '' : ` The firmest difference is ${place(firmest)}, ${difference(firmest.estimate)}, which a standard deviation between runs of ${score(firmest.tippingPoint ?? NaN)} would undo;`} ${String(weak.length)} of ${String(all.length)} would be undone by one of ${score(SEEDS_DO)} or less.`;
  });
  return [
    lines.join('\n'),
    `Corrected over families, p is .05 or more in ${String(primary.filter(({ familyPAdjusted }) => familyPAdjusted >= 0.05).length)} of ${String(primary.length)} comparisons. What seeds of this recipe do is not published; the ${score(SEEDS_DO)} is a yardstick, not a measurement.`,
  ];
}

/** A standard deviation between seeds that nobody would call large. */
const SEEDS_DO = 0.005;

function failures(analysis: PaperAnalysis, primary: readonly PaperTable[]): string[] {
  const notBest = primary.flatMap((table) =>
    table.backbones.flatMap((backbone) => {
      const means = table.cells
        .filter((one) => one.backbone === backbone)
        .map(({ batching, mean }) => ({ batching, mean }))
        .sort((a, b) => table.sign * (b.mean - a.mean));
      const hybrid = means.find(({ batching }) => batching === 'hybrid');
      const [best] = means;
      if (best === undefined || hybrid === undefined || best.batching === 'hybrid') return [];
      const effect = find(analysis.primary, table, backbone, best.batching);
      return [
        `- ${backbone}, ${name(table)}: ${best.batching} ${score(best.mean, 4)}, hybrid ${score(hybrid.mean, 4)} (${difference(hybrid.mean - best.mean, 4)}; tips at a standard deviation between runs of ${score(effect?.tippingPoint ?? NaN)}).`,
      ];
    }),
  );
  const counted = primary.map((table) => {
    const parts = table.backbones.map((backbone) => {
      const lost = table.languages.filter((_, i) => !hybridIsBest(table, backbone, i));
      return `${backbone} ${String(lost.length)} of ${String(table.languages.length)}${lost.length > 0 ? ` (${lost.join(' ')})` : ''}`;
    });
    return `- ${name(table)}: ${parts.join('; ')}`;
  });
  return [
    `Columns whose mean is not highest with hybrid batches (${String(notBest.length)} of ${String(primary.reduce((sum, table) => sum + table.backbones.length, 0))}):`,
    notBest.join('\n'),
    'Languages in which another batching is higher than hybrid:',
    counted.join('\n'),
  ];
}

function hybridIsBest(table: PaperTable, backbone: string, language: number): boolean {
  const own = (batching: string): number =>
    table.sign * (table.values.get(tableKey({ backbone, batching }))?.[language] ?? NaN);
  return table.batchings.every(
    (batching) => batching === 'hybrid' || own('hybrid') >= own(batching),
  );
}

function interactions(primary: readonly PaperTable[]): string {
  return markdownTable(
    [
      'data set, setting, metric',
      'contrast',
      'difference of differences',
      'tips at SD',
      'languages above 0',
    ],
    primary.flatMap((table) =>
      table.effects
        .filter(({ kind, name: contrast }) => kind === 'interaction' && contrast.includes('hybrid'))
        .map((effect) => [
          name(table),
          effect.name,
          withRange(effect),
          score(effect.tippingPoint ?? NaN),
          `${String(effect.languages.positive)}/${String(effect.languages.of)}`,
        ]),
    ),
  );
}

function backbones(primary: readonly PaperTable[]): string[] {
  const rows = primary.flatMap((table) =>
    table.effects.filter(({ kind }) => kind === 'backbone').map((effect) => ({ table, effect })),
  );
  const batching = primary.flatMap((table) =>
    table.effects
      .filter(
        ({ kind, name: contrast }) =>
          kind === 'batching' && contrast.startsWith('hybrid − monolingual'),
      )
      .map((effect) => ({ table, effect })),
  );
  const larger = rows.filter(
    ({ table, effect }) =>
      Math.abs(effect.estimate) >
      Math.abs(batching.find((one) => one.table === table)?.effect.estimate ?? 0),
  );
  return [
    'Main effects, averaged over the other factor:',
    markdownTable(
      ['data set, setting, metric', 'backbone', 'effect', 'hybrid − monolingual, both backbones'],
      rows.map(({ table, effect }) => {
        const other = batching.find((one) => one.table === table)?.effect;
        return [
          name(table),
          effect.name,
          withRange(effect),
          other === undefined ? '–' : withRange(other),
        ];
      }),
    ),
    `The difference between these XLM-R and LaBSE checkpoints is larger than that between hybrid and monolingual batches in ${String(larger.length)} of ${String(rows.length)} columns. These are two estimates; the difference of their sizes has no interval here, and the two backbones differ in pretraining data, objective, vocabulary and embedding head at once.`,
  ];
}

function secondary({ tables }: PaperAnalysis): string {
  const others = tables.filter(({ metric }) => !PRIMARY_METRICS.includes(metric));
  return markdownTable(
    [
      'data set, setting, metric',
      'backbone',
      'mono',
      'cross',
      'hybrid',
      'hybrid − mono',
      'hybrid − cross',
      'languages where hybrid is best',
    ],
    others.flatMap((table) =>
      table.backbones.map((backbone) => {
        const digits = table.metric === 'rank_distance' ? 1 : 3;
        const mean = (batching: string): string =>
          score(
            table.cells.find((one) => one.backbone === backbone && one.batching === batching)
              ?.mean ?? NaN,
            digits,
          );
        const against = (from: string): string => {
          const effect = table.effects.find(
            (one) => one.kind === 'simple' && one.name === `hybrid − ${from}, ${backbone}`,
          );
          return effect === undefined ? '–' : withRange(effect, digits);
        };
        const best = table.languages.filter((_, i) => hybridIsBest(table, backbone, i)).length;
        return [
          `${name(table)}${table.sign < 0 ? ' (lower is better)' : ''}`,
          backbone,
          mean('monolingual'),
          mean('cross-lingual'),
          mean('hybrid'),
          against('monolingual'),
          against('cross-lingual'),
          `${String(best)}/${String(table.languages.length)}`,
        ];
      }),
    ),
  );
}
