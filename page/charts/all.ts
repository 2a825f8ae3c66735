import type { PageData } from '../../src/types/page.js';
import { scopeOf, settingOf, settingsOf, slicesOf } from '../state/select.js';
import { comparedPair } from '../state/pair.js';
import { DEFAULT_VIEW } from '../state/view.js';
import { forestChart } from './forest.js';
import { pairsChart, poolChart } from './heatmap.js';
import { mapChart } from './map.js';
import { overviewChart } from './overview.js';
import { scatterChart } from './scatter.js';
import { slopesChart } from './slopes.js';
import type { Chart } from './theme.js';
import { typologyChart } from './typology.js';

/** Groupings that are drawn into a folder of charts. */
const GROUPINGS = ['family', 'script-class', 'word-order', 'seen:all'];

/** The charts of a page as it opens, each with a name for its file. Empty ones are left out. */
export function allCharts(data: PageData): readonly (readonly [name: string, chart: Chart])[] {
  const view = DEFAULT_VIEW;
  const scope = scopeOf(data, view);
  const pair = comparedPair(data, view);
  const best = slicesOf(data, view, settingOf(scope, view))[0]?.label;
  const crossing = slicesOf(data, view, 'crosslingual')[0]?.label;
  const { analysis } = data.factors;
  const made: (readonly [string, Chart])[] = [
    ['overview', overviewChart(data, view)],
    ...(analysis === null ? [] : [['slopes', slopesChart(data, view, analysis)] as const]),
    ...settingsOf(scope).flatMap((setting) =>
      GROUPINGS.map(
        (by) =>
          [
            `typology-${setting}-${by.replaceAll(':', '-')}`,
            typologyChart(data, { ...view, setting, by }),
          ] as const,
      ),
    ),
    ['scatter', scatterChart(data, view)],
    ...(best === undefined ? [] : [['map', mapChart(data, view, best, '')] as const]),
    ...(crossing === undefined ? [] : [['pairs', pairsChart(data, view, crossing, '')] as const]),
    ...data.bias.map(
      (report, i) => [`pool-${String(i + 1)}`, poolChart(data, report, 'share')] as const,
    ),
    ...(pair === undefined ? [] : [['forest', forestChart(data, view, ...pair)] as const]),
  ];
  return made.filter(([, { rows }]) => rows.length > 0);
}
