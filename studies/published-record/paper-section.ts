import { difference, enumeration, markdownTable, probability, range, score } from './markdown.js';
import {
  excludesZero,
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
      'The paper prints no interval and no test. Here a difference is paired by language; its interval draws languages with replacement, and p exchanges the two batchings within languages (all sign patterns). ' +
      `p is corrected by Holm over the ${String(analysis.primary.length)} differences of the main metrics. Neither the questions nor the training seeds vary in these numbers: one checkpoint stands for each condition.`,
    markdownTable(
      [
        'data set, setting, metric',
        'backbone',
        'mono',
        'cross',
        'hybrid',
        'hybrid − mono',
        'languages up',
        'hybrid − cross',
        'languages up',
      ],
      primary.flatMap((table) =>
        table.backbones.map((backbone) => meansRow(table, backbone, analysis.primary)),
      ),
    ),
    'A star marks a difference with corrected p under .05. "Languages up": languages in which hybrid is higher.',
    limits(analysis),
    '### What holds',
    ...holds(analysis),
    '### Where hybrid does not win',
    ...failures(analysis, primary),
    '### Does the backbone change the effect?',
    interactions(primary),
    ...backbones(primary),
    '### Recall and rank distance',
    secondary(analysis),
  ].join('\n\n');
}

/** Few languages bound p from below, whatever the numbers are. */
function limits({ primary }: PaperAnalysis): string {
  const sizes = [...new Map(primary.map(({ dataset, clusters }) => [dataset, clusters]))];
  return sizes
    .map(([dataset, languages]) => {
      const least = 2 ** (1 - languages);
      const possible = least * primary.length < 0.05;
      return `${dataset} has ${String(languages)} languages, so no p is under ${String(Number(least.toPrecision(2)))}: corrected over ${String(primary.length)} tests it ${possible ? 'can' : 'cannot'} fall under .05${possible ? '' : ', however clear a difference is; read its intervals'}.`;
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
      ? ['–', '–']
      : [
          `${difference(effect.estimate)} ${range(effect.interval)}${(effect.pAdjusted ?? 1) < 0.05 ? ' *' : ''}`,
          `${String(effect.positive)}/${String(effect.clusters)}`,
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

function holds({ primary }: PaperAnalysis): string[] {
  const lines = ['monolingual', 'cross-lingual'].map((from) => {
    const all = primary.filter((effect) => effect.to === 'hybrid' && effect.from === from);
    const up = all.filter(({ estimate, pAdjusted }) => estimate > 0 && (pAdjusted ?? 1) < 0.05);
    const down = all.filter(({ estimate, pAdjusted }) => estimate < 0 && (pAdjusted ?? 1) < 0.05);
    return `- Against ${from} batches, hybrid is separably higher in ${String(up.length)} of ${String(all.length)} comparisons${up.length > 0 ? ` (${enumeration(up.map((effect) => `${place(effect)} ${difference(effect.estimate)}`))})` : ''}, separably lower in ${String(down.length)}${down.length > 0 ? ` (${enumeration(down.map((effect) => `${place(effect)} ${difference(effect.estimate)}`))})` : ''}, and not separable in ${String(all.length - up.length - down.length)}.`;
  });
  return [lines.join('\n')];
}

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
      const verdict =
        (effect?.pAdjusted ?? 1) < 0.05
          ? 'separable'
          : excludesZero(effect?.interval ?? null)
            ? 'the interval over languages excludes 0, the corrected test does not separate'
            : 'not separable';
      return [
        `- ${backbone}, ${name(table)}: ${best.batching} ${score(best.mean, 4)}, hybrid ${score(hybrid.mean, 4)} (${difference(hybrid.mean - best.mean, 4)} ${range(effect?.interval ?? null, 4)}; ${verdict}).`,
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
      'languages above 0',
      'p, uncorrected',
    ],
    primary.flatMap((table) =>
      table.effects
        .filter(({ kind, name: contrast }) => kind === 'interaction' && contrast.includes('hybrid'))
        .map((effect) => [
          name(table),
          effect.name,
          `${difference(effect.estimate)} ${range(effect.interval)}`,
          `${String(effect.positive)}/${String(effect.clusters)}`,
          probability(effect.p),
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
          `${difference(effect.estimate)} ${range(effect.interval)}`,
          other === undefined ? '–' : `${difference(other.estimate)} ${range(other.interval)}`,
        ];
      }),
    ),
    `The backbone moves the mean more than hybrid batches do in ${String(larger.length)} of ${String(rows.length)} columns.`,
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
          return effect === undefined
            ? '–'
            : `${difference(effect.estimate, digits)} ${range(effect.interval, digits)}`;
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
