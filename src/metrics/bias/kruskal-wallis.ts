import { chiSquareSurvival } from './chi-square.js';
import { mean } from '../arithmetic/mean.js';

/**
 * p of the hypothesis that all groups have the same expected rank: Kruskal–Wallis H without tie
 * correction of the ranks, H = (N − 1) · Σ n_g (mean_g − mean)² / Σ (r − mean)², chi-square with
 * (groups − 1) degrees of freedom. 1 for fewer than two groups that hold something.
 */
export function equalRankProbability(groups: readonly (readonly number[])[]): number {
  const filled = groups.filter((group) => group.length > 0);
  if (filled.length < 2) return 1;
  const all = filled.flat();
  const grand = mean(all);
  const between = filled.reduce((sum, group) => sum + group.length * (mean(group) - grand) ** 2, 0);
  const around = all.reduce((sum, rank) => sum + (rank - grand) ** 2, 0);
  // All ranks the same (everything tied at the tail): nothing speaks against equality.
  if (around === 0) return 1;
  return chiSquareSurvival(((all.length - 1) * between) / around, filled.length - 1);
}
