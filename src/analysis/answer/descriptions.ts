import type { Sentence } from '../../types/generated/answer.js';
import { listed } from '../../base/wording.js';
import { scoreLabel } from '../../scores/label.js';
import type { Material } from './material.js';
import { say, tell, type Told } from './say.js';

/** Settings in a sentence. */
export const IN_SETTING = {
  monolingual: 'in monolingual retrieval',
  crosslingual: 'in cross-lingual retrieval',
  multilingual: 'in the multilingual pool',
} as const;

export function describeData(material: Material, g: number): Sentence {
  const { analysis } = material;
  const group = analysis.groups[g];
  const counts: readonly (string | Told)[] = [
    tell(`/analysis/groups/${String(g)}/languages`),
    ' languages of ',
    tell(`/analysis/groups/${String(g)}/families`),
    group?.families === 1 ? ' family' : ' families',
    ...(group?.questions === null || group === undefined
      ? [', without per-query scores']
      : [', with ', tell(`/analysis/groups/${String(g)}/questions`), ' questions']),
  ];
  return say(material, 'description', [
    'The data are ',
    tell('/counts/runs'),
    material.counts.runs === 1 ? ' training run of ' : ' training runs of ',
    tell('/counts/conditions'),
    material.counts.conditions === 1 ? ' condition' : ' conditions',
    ` (${listed(group?.backbones ?? [], 4)}; ${listed(group?.batchings ?? [], 4)} batches) on ${listed(analysis.tasks)}, ${listed(analysis.metrics.map(scoreLabel))}: `,
    ...counts,
    '.',
  ]);
}

/** Best and worst condition; a single one alone. */
export function describeMeans(material: Material, g: number): Sentence[] {
  const group = material.analysis.groups[g];
  const cells = (group?.cells ?? []).map((cell, c) => ({ ...cell, c }));
  const sorted = [...cells].sort((a, b) => b.mean - a.mean);
  const [best] = sorted;
  const worst = sorted[sorted.length - 1];
  if (group === undefined || best === undefined || worst === undefined) return [];
  const where = IN_SETTING[group.setting];
  const mean = (c: number): Told =>
    tell(`/analysis/groups/${String(g)}/cells/${String(c)}/mean`, 'score');
  const runs = (c: number): Told => tell(`/analysis/groups/${String(g)}/cells/${String(c)}/runs`);
  const name = (cell: typeof best): string => `${cell.backbone} with ${cell.batching} batches`;
  if (best.c === worst.c)
    return [
      say(material, 'description', [
        `The mean over languages of ${name(best)} is `,
        mean(best.c),
        ` ${where} (runs: `,
        runs(best.c),
        ').',
      ]),
    ];
  return [
    say(material, 'description', [
      `The highest mean over languages ${where} is that of ${name(best)}, `,
      mean(best.c),
      ' (runs: ',
      runs(best.c),
      `), the lowest that of ${name(worst)}, `,
      mean(worst.c),
      ' (runs: ',
      runs(worst.c),
      ').',
    ]),
  ];
}

/** Where the scores vary, from much to little. */
export function describeSpread(material: Material, g: number): Sentence[] {
  const spread = material.analysis.groups[g]?.spread;
  if (spread === undefined) return [];
  const known = PARTS.flatMap(([key, name]) => {
    const value = spread[key];
    return value === null ? [] : [{ key, name, value }];
  }).sort((a, b) => b.value - a.value);
  if (known.length < 2) return [];
  return [
    say(material, 'description', [
      'The scores vary, as standard deviations and from much to little, ',
      ...known.flatMap(({ key, name }, i): (string | Told)[] => [
        i === 0 ? `${name} by ` : i === known.length - 1 ? ` and ${name} by ` : `, ${name} by `,
        tell(`/analysis/groups/${String(g)}/spread/${key}`, 'score'),
      ]),
      '.',
    ]),
  ];
}

const PARTS = [
  ['language', 'between languages'],
  ['condition', 'between conditions'],
  ['conditionLanguage', 'by what conditions do in single languages'],
  ['run', 'between runs of one condition'],
  ['runLanguage', 'by what runs do in single languages'],
] as const;
