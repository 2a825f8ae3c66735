import type { TableModel } from '../../types/table.js';
import { formatScore, listed } from '../aggregate/format.js';
import type { ClaimSupport } from './claim.js';
import { TYPICAL_PAIRED_DEVIATION } from './claim.js';
import type { PilotPower, UnitPower } from './pilot.js';
import type { TestGoal } from './sample-size.js';

const left = (title: string): TableModel['columns'][number] => ({ title, align: 'left' });
const right = (title: string): TableModel['columns'][number] => ({ title, align: 'right' });

/** Sizes that a pilot asks for. */
export function pilotTable(found: readonly PilotPower[], about: { readonly names: readonly string[]; readonly difference: number; readonly goal: TestGoal; readonly evidence: 'questions' | 'cells' }): TableModel {
  const unit = (power: UnitPower | null): string[] => (power === null ? ['–', '–', '–'] : [String(power.now), power.needed.toLocaleString('en-US'), power.detectable === Infinity ? '–' : formatScore(power.detectable)]);
  const part = (name: string): TableModel['columns'][number][] => [right(name), right('needed'), right('finds')];
  return {
    title: `to find ${formatScore(about.difference)} between ${about.names.join(' and ')} with power ${String(about.goal.power)} at ${String(about.goal.alpha)}`,
    columns: [left('setting'), left('group'), right('pilot'), ...part('questions'), ...part('languages'), ...part('families')],
    rows: found.map((one) => [one.setting, one.group, formatScore(one.observed), ...unit(one.questions), ...unit(one.languages), ...unit(one.families)]),
    notes: [
      'three different questions: other questions in these languages; other languages; other families with as many languages each as here',
      'needed: how many of them; finds: the smallest difference that the present number finds. For an interaction (a difference of two such differences) each group needs about twice as many',
      ...(about.evidence === 'cells' ? ['there are no per-query scores in this pilot: nothing can be said about questions'] : []),
      'a standard deviation from few units is itself uncertain: take the numbers as orders of magnitude',
    ],
  };
}

const VERDICTS = { compares: 'can compare groups', 'compares with care': 'large enough to compare, but confounded', reads: 'can read single groups, not compare them', describes: 'describes only' } as const;

/** One table per setting and grouping: what the tasks hold and what follows. */
export function claimTables(claims: readonly ClaimSupport[], about: { readonly tasks: readonly string[]; readonly difference: number; readonly goal: TestGoal; readonly sd: number | undefined }): TableModel[] {
  return claims.map((claim) => ({
    title: `${listed(about.tasks)} · ${claim.setting} · ${claim.label}: ${VERDICTS[claim.verdict]}`,
    columns: [left('group'), right('languages'), right('genera'), right('families'), right('finds'), right(`finds ${formatScore(about.difference)}`), left('')],
    rows: claim.groups.map((group) => [
      group.group, String(group.languages), String(group.genera), String(group.families), group.detectable === Infinity ? '–' : formatScore(group.detectable), group.detectable <= about.difference ? 'yes' : 'no', group.reason ?? '',
    ]),
    notes: [
      claim.reason,
      `finds: smallest difference between two models that these languages find (power ${String(about.goal.power)}, alpha ${String(about.goal.alpha)}) when it varies over languages with a standard deviation of ${String(about.sd ?? TYPICAL_PAIRED_DEVIATION)}${about.sd === undefined ? ', as measured on Belebele for two backbones; --sd or --pilot gives yours' : ''}`,
    ],
  }));
}
