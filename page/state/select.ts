import type { AggregationSlice, GroupedScores } from '../../src/types/generated/aggregation.js';
import type { Setting } from '../../src/types/dataset.js';
import type { PageData, PageModel, PageScope } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import { UNRANKED } from '../../src/results/comparable/codes.js';
import type { View } from './view.js';

export const SETTINGS: readonly Setting[] = ['monolingual', 'crosslingual', 'multilingual'];
export const SETTING_TITLES: Readonly<Record<Setting, string>> = {
  monolingual: 'monolingual',
  crosslingual: 'cross-lingual',
  multilingual: 'pool',
};
/** More series than this are not told apart. */
export const SERIES = 6;

/** The scope that the view shows; all tasks where the address names another. */
export function scopeOf(data: PageData, view: View): PageScope {
  const scope = data.scopes.find(({ id }) => id === view.task) ?? data.scopes[0];
  if (scope === undefined) throw new Error('a page has a scope');
  return scope;
}

export function settingsOf(scope: PageScope): readonly Setting[] {
  return SETTINGS.filter((setting) =>
    scope.aggregation.slices.some((slice) => slice.setting === setting),
  );
}

/** The setting that charts of one setting show. */
export function settingOf(scope: PageScope, view: View): Setting {
  const there = settingsOf(scope);
  return there.find((setting) => setting === view.setting) ?? there[0] ?? 'monolingual';
}

/** Models that pass the filters. */
export function modelsOf(data: PageData, view: View): readonly PageModel[] {
  return data.models.filter(
    ({ label, backbone, batching }) =>
      (view.models.length === 0 || view.models.includes(label)) &&
      (view.backbone === '' || backbone === view.backbone) &&
      (view.batching === '' || batching === view.batching),
  );
}

/** How a model of an aggregation is called on the page. */
export function labelOf(
  data: PageData,
  { name, revision }: { readonly name: string; readonly revision: string },
): string {
  const namesakes = data.models.filter((model) => model.name === name);
  return (namesakes.find((model) => model.revision === revision) ?? namesakes[0])?.label ?? name;
}

export interface LabelledSlice {
  readonly label: string;
  readonly slice: AggregationSlice;
}

/**
 * Slices of the models that pass the filters, the best first; a mean that ranks nothing comes
 * behind the others.
 */
export function slicesOf(data: PageData, view: View, setting: Setting): readonly LabelledSlice[] {
  const kept = new Set(modelsOf(data, view).map(({ label }) => label));
  return scopeOf(data, view)
    .aggregation.slices.filter((slice) => slice.setting === setting)
    .map((slice) => ({ label: labelOf(data, slice.model), slice }))
    .filter(({ label }) => kept.has(label))
    .sort(
      (x, y) =>
        Number(isBehind(x)) - Number(isBehind(y)) ||
        meanOf(y) - meanOf(x) ||
        (x.label < y.label ? -1 : 1),
    );
}

function isBehind({ slice }: LabelledSlice): boolean {
  return slice.warnings.some(({ code }) => UNRANKED.has(code));
}

function meanOf({ slice }: LabelledSlice): number {
  return scoreOf(slice) ?? -Infinity;
}

/** The mean over languages; over cells where no single language does the asking. */
export function scoreOf({ overall }: AggregationSlice): number | null {
  return overall.languageMean.mean ?? overall.mtebMean;
}

export function groupingOf(slice: AggregationSlice, by: string): GroupedScores | undefined {
  return slice.groupings.find((grouping) => grouping.by === by);
}

/** `nDCG@10`, or what the scores have in common. */
export function metricOf(data: PageData, view: View): string {
  const scope = scopeOf(data, view);
  const shown = new Set(
    data.tasks.filter(({ name }) => scope.id === 'all' || scope.id === name).map((t) => t.metric),
  );
  const [only] = shown;
  return shown.size === 1 && only !== undefined ? only : 'main score';
}

export function languageName(data: PageData, code: string): string {
  return data.languages[code]?.name ?? code;
}

/**
 * A model in a chart: without its organisation, where that is enough to tell it from the others.
 */
export function shortName(data: PageData, label: string): string {
  const short = label.slice(label.lastIndexOf('/') + 1);
  const rivals = data.models.filter(
    (model) => model.label.slice(model.label.lastIndexOf('/') + 1) === short,
  );
  return shown(rivals.length > 1 || short === '' ? label : short, 60);
}
