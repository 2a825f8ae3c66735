import { scoreLabel } from '../scores/label.js';
import type { GroupScore, Interval } from '../types/generated/aggregation.js';

/** `.812`, `-.034`, `1.000`, an en dash without a value: scores as papers print them. */
export function formatScore(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return value.toFixed(digits).replace(/^(-?)0\./, '$1.');
}

/** `.771 – .849`, or the empty string. */
export function formatInterval(interval: Interval | null): string {
  return interval === null ? '' : `${formatScore(interval.low)} – ${formatScore(interval.high)}`;
}

/** What stands in a group's interval column: the interval, or in two words why there is none. */
export function intervalCell(group: GroupScore): string {
  if (group.interval !== null) return formatInterval(group.interval);
  if (group.kind !== 'group') return '';
  return group.sufficient ? 'few families' : 'too few';
}

/** Settings as titles write them. */
export const SETTING_NAMES = {
  monolingual: 'monolingual',
  crosslingual: 'cross-lingual',
  multilingual: 'multilingual pool',
} as const;
/** Settings as columns write them. */
export const SETTING_COLUMNS = {
  monolingual: 'mono',
  crosslingual: 'cross',
  multilingual: 'pool',
} as const;

/** `ndcg_at_10` → `nDCG@10`, as people write it. */
export function metricLabel(metric: string): string {
  return metric === 'main_score' ? 'main score' : scoreLabel(metric);
}
