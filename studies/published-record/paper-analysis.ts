import { adjust } from '../../src/analysis/compare/adjust.js';
import type { Bounds } from '../../src/types/generated/factorial.js';
import type { WeightedScores } from '../../src/analysis/compare/bootstrap.js';
import { levels, type Condition } from '../../src/analysis/factorial/conditions.js';
import type { PublishedCell } from '../../src/results/import/published-cells.js';
import { sampledEffects, type SampledEffect, type SampledTable } from './sampled-effects.js';

/** One published table column: a data set, a setting and a metric, over its languages. */
export interface PaperTable extends SampledTable {
  readonly dataset: string;
  readonly setting: string;
  readonly metric: string;
  readonly languages: readonly string[];
  /** −1 where lower is better. */
  readonly sign: 1 | -1;
  /** Per backbone and batching, in the order of `languages`. */
  readonly values: ReadonlyMap<string, readonly number[]>;
}

export interface PaperAnalysis {
  readonly arxiv: readonly string[];
  readonly cells: number;
  readonly tables: readonly PaperTable[];
  /**
   * Hybrid against each other batching, per backbone, on the main metric of each table; corrected
   * together.
   */
  readonly primary: readonly PrimaryEffect[];
}

export interface PrimaryEffect extends SampledEffect {
  readonly dataset: string;
  readonly setting: string;
  readonly backbone: string;
  readonly from: string;
  readonly to: string;
}

/** Metrics that the paper leads with; recalls and rank distances are told separately. */
export const PRIMARY_METRICS: readonly string[] = ['map', 'ndcg_at_10'];

const SETTING_ORDER = ['monolingual', 'cross-lingual', 'multilingual'];

export function tableKey(condition: Condition): string {
  return `${condition.backbone}\0${condition.batching}`;
}

/**
 * Batches × backbones for every data set, setting and metric; languages are the units that are
 * drawn and exchanged.
 */
export function analysePaper(
  cells: readonly PublishedCell[],
  options: { readonly seed: number; readonly draws: number; readonly level: number },
): PaperAnalysis {
  const groups = new Map<string, PublishedCell[]>();
  for (const one of cells) {
    const key = `${one.dataset}\0${one.setting}\0${one.metric}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const tables = [...groups.values()].map((group) => analyseTable(group, options));
  const place = ({ dataset, setting }: PaperTable): number =>
    ['XQuAD-R', 'MLQA-R', 'MIRACL-dev'].indexOf(dataset) * 10 + SETTING_ORDER.indexOf(setting);
  tables.sort((a, b) => place(a) - place(b) || (a.metric < b.metric ? -1 : 1));
  const primary = tables
    .filter(({ metric }) => PRIMARY_METRICS.includes(metric))
    .flatMap(primaryEffects);
  const adjusted = adjust(
    primary.map(({ p }) => p ?? 1),
    'holm',
  );
  return {
    arxiv: [...new Set(cells.map(({ arxiv }) => arxiv))].sort(),
    cells: cells.length,
    tables,
    primary: primary.map((effect, i) => ({ ...effect, pAdjusted: adjusted[i] ?? null })),
  };
}

function analyseTable(
  group: readonly PublishedCell[],
  { seed, draws, level }: { readonly seed: number; readonly draws: number; readonly level: number },
): PaperTable {
  const { dataset = '', setting = '', metric = '' } = group[0] ?? {};
  const languages = [...new Set(group.map(({ language }) => language))].sort();
  const byKey = new Map(group.map((one) => [`${tableKey(one)}\0${one.language}`, one.value]));
  const backbones = [...new Set(group.map(({ backbone }) => backbone))].sort();
  const conditions = backbones.flatMap((backbone) =>
    levels(group.map(({ batching }) => batching)).map((batching) => ({ backbone, batching })),
  );
  const complete = conditions.filter((condition) =>
    languages.every((language) => byKey.has(`${tableKey(condition)}\0${language}`)),
  );
  const values = new Map(
    complete.map((condition) => [
      tableKey(condition),
      languages.map((language) => byKey.get(`${tableKey(condition)}\0${language}`) ?? NaN),
    ]),
  );
  const scores = complete.map((condition): WeightedScores[] =>
    (values.get(tableKey(condition)) ?? []).map((value, i) => ({
      weight: 1 / languages.length,
      values: Float64Array.of(value),
      clusters: Int32Array.of(i),
    })),
  );
  const found = sampledEffects(
    { conditions: complete, scores, clusters: languages.length, evidence: 'cells' },
    {
      seed,
      draws,
      flips: 2 ** 15,
      level,
      adjustment: 'none',
      label: `${dataset} ${setting} ${metric}`,
    },
  );
  return {
    ...found,
    dataset,
    setting,
    metric,
    languages,
    sign: metric === 'rank_distance' ? -1 : 1,
    values,
  };
}

function primaryEffects(table: PaperTable): PrimaryEffect[] {
  return table.effects
    .filter(({ kind, name }) => kind === 'simple' && name.startsWith('hybrid − '))
    .map((effect) => {
      const [, to = '', from = '', backbone = ''] = /^(.+) − (.+), (.+)$/.exec(effect.name) ?? [];
      return { ...effect, dataset: table.dataset, setting: table.setting, backbone, from, to };
    });
}

/** The interval of a difference leaves 0 on one side. */
export function excludesZero(interval: Bounds | null): boolean {
  return interval !== null && (interval.low > 0 || interval.high < 0);
}
