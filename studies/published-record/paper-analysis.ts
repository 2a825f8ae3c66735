import { adjust } from '../../src/analysis/compare/adjust.js';
import { randomizationP, signFlips } from '../../src/analysis/compare/randomization.js';
import type { StratumData } from '../../src/analysis/compare/stratum-data.js';
import { levels, type Condition } from '../../src/analysis/factorial/conditions.js';
import { groupEffects, type GroupEffects } from '../../src/analysis/factorial/group-effects.js';
import { loadTask } from '../../src/registry/load-task.js';
import { taskSubsets } from '../../src/registry/subsets.js';
import { seededRandom } from '../../src/analysis/random.js';
import type { PublishedCell } from '../../src/results/import/published-cells.js';
import type { Effect } from '../../src/types/generated/factorial.js';
import { lineage } from '../../src/typology/facts.js';
import { languageKey } from '../../src/typology/resolve.js';

/** One published table column: a data set, a setting and a metric, over its languages. */
export interface PaperTable extends GroupEffects {
  readonly dataset: string;
  readonly setting: string;
  readonly metric: string;
  readonly languages: readonly string[];
  readonly families: number;
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
   * Hybrid against each other batching, per backbone, on the main metric of each table; p over
   * families, corrected together.
   */
  readonly primary: readonly PrimaryEffect[];
}

export interface PrimaryEffect extends Effect {
  /** Exchanges the two batchings within families of languages, all sign patterns. */
  readonly familyP: number;
  readonly familyPAdjusted: number;
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
 * Batches × backbones for every data set, setting and metric. One checkpoint stands for each
 * condition, so that nothing is tested of a way of training; families of languages are the units of
 * what is said of languages.
 */
export function analysePaper(cells: readonly PublishedCell[], level: number): PaperAnalysis {
  const groups = new Map<string, PublishedCell[]>();
  for (const one of cells) {
    const key = `${one.dataset}\0${one.setting}\0${one.metric}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const tables = [...groups.values()].map((group) => analyseTable(group, level));
  const place = ({ dataset, setting }: PaperTable): number =>
    ['XQuAD-R', 'MLQA-R', 'MIRACL-dev'].indexOf(dataset) * 10 + SETTING_ORDER.indexOf(setting);
  tables.sort((a, b) => place(a) - place(b) || (a.metric < b.metric ? -1 : 1));
  const primary = tables
    .filter(({ metric }) => PRIMARY_METRICS.includes(metric))
    .flatMap(primaryEffects);
  const adjusted = adjust(
    primary.map(({ familyP }) => familyP),
    'holm',
  );
  return {
    arxiv: [...new Set(cells.map(({ arxiv }) => arxiv))].sort(),
    cells: cells.length,
    tables,
    primary: primary.map((effect, i) => ({ ...effect, familyPAdjusted: adjusted[i] ?? 1 })),
  };
}

function analyseTable(group: readonly PublishedCell[], level: number): PaperTable {
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
  const data = dataOf(languages, [...values.values()]);
  const found = groupEffects({
    conditions: complete,
    runs: complete.map((_, run) => [run]),
    data,
    evidence: 'cells',
    tooFew: null,
    level,
  });
  return {
    ...found,
    dataset,
    setting,
    metric,
    languages,
    families: new Set(data.languages.map(({ family }) => family)).size,
    sign: metric === 'rank_distance' ? -1 : 1,
    values,
  };
}

/** One score per language and condition. */
function dataOf(languages: readonly string[], scores: readonly (readonly number[])[]): StratumData {
  const share = 1 / languages.length;
  return {
    clusters: 0,
    scores: scores.map((own) =>
      own.map((value) => ({
        weight: share,
        values: Float64Array.of(value),
        clusters: Int32Array.of(0),
      })),
    ),
    languages: languages.map((member, l) => ({ member, family: familyOf(member), cells: [l] })),
    languageScores: scores.map((own) => Float64Array.from(own)),
    overall: scores.map((own) => own.reduce((sum, value) => sum + value * share, 0)),
    clusterSums: scores.map(() => new Float64Array(0)),
    clusterWeights: new Float64Array(0),
  };
}

/** Subsets of these tasks are called as the paper calls its languages. */
const NAMING_TASKS = ['XQuADRetrieval', 'MIRACLRetrieval'] as const;

const subsets = await Promise.all(
  NAMING_TASKS.map(async (task) => taskSubsets(await loadTask(task))),
);
const tags = new Map(subsets.flat().map(({ subset, queryLanguages: [tag = ''] }) => [subset, tag]));

/**
 * @throws Error for a language that the tasks do not name: it would stand for a family of its own
 */
function familyOf(language: string): string {
  const family = lineage(languageKey(tags.get(language) ?? language).code).family;
  if (family === undefined) throw new Error(`the family of ${language} is not known`);
  return family;
}

function primaryEffects(table: PaperTable): PrimaryEffect[] {
  return table.effects
    .filter(({ kind, name }) => kind === 'simple' && name.startsWith('hybrid − '))
    .map((effect) => {
      const [, to = '', from = '', backbone = ''] = /^(.+) − (.+), (.+)$/.exec(effect.name) ?? [];
      const of = (batching: string): readonly number[] =>
        table.values.get(tableKey({ backbone, batching })) ?? [];
      return {
        ...effect,
        familyP: familyP(table.languages, of(to), of(from)),
        familyPAdjusted: 1,
        dataset: table.dataset,
        setting: table.setting,
        backbone,
        from,
        to,
      };
    });
}

function familyP(
  languages: readonly string[],
  to: readonly number[],
  from: readonly number[],
): number {
  const sums = new Map<string, number>();
  languages.forEach((language, l) => {
    const family = familyOf(language);
    sums.set(family, (sums.get(family) ?? 0) + (to[l] ?? NaN) - (from[l] ?? NaN));
  });
  // Under 25 families every pattern is looked at: nothing is random.
  return randomizationP([...sums.values()], signFlips(sums.size, 1, seededRandom(0)));
}
