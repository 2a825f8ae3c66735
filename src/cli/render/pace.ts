import type { Clock } from './clock.js';
import { formatBytes, formatCount, formatDuration } from '../../report/quantities.js';

/** How far a stage is, how fast it goes, and for how long still, in words. */
export function pace(
  done: number,
  total: number,
  unit: string,
  clock: Clock,
): { count: string; rate: string; left: string } {
  const perSecond = clock.rate();
  const bytes = unit === 'bytes';
  return {
    count: bytes
      ? `${formatBytes(done)}/${formatBytes(total)}`
      : `${formatCount(done)}/${formatCount(total)} ${unit}`,
    rate:
      perSecond === 0
        ? ''
        : `${bytes ? formatBytes(perSecond) : perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`,
    left:
      perSecond === 0 || total <= done ? '' : `${formatDuration((total - done) / perSecond)} left`,
  };
}
