import { shownText } from '../base/wording.js';
import type { Warning } from '../types/generated/warning.js';
import { distinctWarnings } from './record.js';
import { warningKind } from './table.js';

/**
 * `3 queries without text: its ranking means nothing (q1, q2, q3)`: what was found, without place
 * and remedy.
 */
function describeFinding({
  code,
  count,
  examples,
}: Pick<Warning, 'code' | 'count' | 'examples'>): string {
  const kind = warningKind(code);
  const what =
    kind === undefined
      ? `${formatted(count)} × ${shownText(code)}`
      : `${formatted(count)} ${kind.unit[count === 1 ? 0 : 1]} ${kind.finding}`;
  const more = count > examples.length ? ', …' : '';
  return examples.length === 0
    ? what
    : `${what} (${examples.map((one) => shownText(one)).join(', ')}${more})`;
}

/** The sentence of one record as a person reads it: place, finding, remedy. */
export function describeWarning(warning: Warning): string {
  const { cell, remedy } = warning;
  const place =
    cell === null
      ? ''
      : `${[cell.task, cell.split, cell.subset].map((part) => shownText(part)).join(' ')}: `;
  return `${place}${describeFinding(warning)}. ${remedy}`;
}

/**
 * The same finding in several cells as one sentence: `XQuADRetrieval (3 cells): …`. One sentence
 * per task and code, however many models met it.
 */
export function describeTogether(warnings: readonly Warning[]): string[] {
  const groups = new Map<string, Warning[]>();
  for (const warning of distinctWarnings(warnings)) {
    const key = JSON.stringify([warning.code, warning.cell?.task ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), warning]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length === 1 || first.cell === null) return group.map(describeWarning);
    const whole = {
      code: first.code,
      count: group.reduce((sum, { count }) => sum + count, 0),
      examples: [...new Set(group.flatMap(({ examples }) => examples))].slice(0, 3),
    };
    return [
      `${shownText(first.cell.task)} (${String(group.length)} cells): ${describeFinding(whole)}. ${first.remedy}`,
    ];
  });
}

function formatted(count: number): string {
  return count.toLocaleString('en-US');
}
