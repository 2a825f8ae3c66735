import type { Sentence } from '../../types/generated/answer.js';
import type { Effect } from '../../types/generated/factorial.js';
import { listed } from '../../base/wording.js';
import type { Material } from './material.js';
import { IN_SETTING } from './descriptions.js';
import { say, tell, type Told } from './say.js';

type Factor = 'batching' | 'backbone';

/** An effect and where the document holds it. */
interface Placed {
  readonly effect: Effect;
  readonly at: string;
}

/**
 * Per factor the strongest main effect of a setting: a claim, an equivalence, or what stands
 * against one.
 */
export function effectSentences(
  material: Material,
  g: number,
  factors: readonly Factor[],
): Sentence[] {
  const group = material.analysis.groups[g];
  if (group === undefined) return [];
  const placed = group.effects.map((effect, e): Placed => ({
    effect,
    at: `/analysis/groups/${String(g)}/effects/${String(e)}`,
  }));
  return factors.flatMap((factor) => {
    const own = placed.filter(
      ({ effect }) =>
        effect.family === 'main' && (effect.kind === 'backbone') === (factor === 'backbone'),
    );
    const strongest = strongestOf(own);
    return strongest === undefined
      ? []
      : [sentenceOf(material, strongest, own, IN_SETTING[group.setting], factor)];
  });
}

/** Smallest corrected p; where nothing is tested, the largest difference. */
function strongestOf(placed: readonly Placed[]): Placed | undefined {
  return [...placed].sort(
    (a, b) =>
      (a.effect.pAdjusted ?? 1) - (b.effect.pAdjusted ?? 1) ||
      (a.effect.p ?? 1) - (b.effect.p ?? 1) ||
      Math.abs(b.effect.estimate) - Math.abs(a.effect.estimate),
  )[0];
}

function sentenceOf(
  material: Material,
  strongest: Placed,
  own: readonly Placed[],
  where: string,
  factor: Factor,
): Sentence {
  const { effect, at } = strongest;
  const alpha = 1 - material.level;
  const head = [`${where[0]?.toUpperCase() ?? ''}${where.slice(1)}, ${subject(effect)} is `];
  const estimate: Told = tell(`${at}/estimate`, 'signed');
  if (effect.interval !== null && effect.pAdjusted !== null && effect.pAdjusted <= alpha)
    return say(material, 'claim', [
      ...head,
      estimate,
      ' with other training runs and questions in mind (interval ',
      ...interval(`${at}/interval`),
      ', corrected p ',
      tell(`${at}/pAdjusted`, 'probability'),
      ', runs: ',
      tell(`${at}/runs`),
      ').',
    ]);
  const within = own.filter(
    ({ effect: { interval: bounds, p } }) => p !== null && inside(bounds, material.margin),
  );
  if (within.length > 0 && within.length === own.length)
    return say(material, 'equivalence', [
      `No ${factor} makes a difference of more than `,
      tell('/margin', 'score'),
      ` ${where}: the largest, ${subject(effect)}, is `,
      estimate,
      ' (interval ',
      ...interval(`${at}/interval`),
      ').',
    ]);
  if (effect.p !== null && effect.interval !== null)
    return say(material, 'refusal', [
      `No effect of ${factor} can be claimed ${where}: the nearest to one, ${subject(effect)}, is `,
      estimate,
      ' (interval ',
      ...interval(`${at}/interval`),
      ', corrected p ',
      tell(`${at}/pAdjusted`, 'probability'),
      '); more runs or more questions would narrow it.',
    ]);
  return untested(material, strongest, where, factor);
}

/** Of checkpoints, not of a way of training. */
function untested(
  material: Material,
  { effect, at }: Placed,
  where: string,
  factor: Factor,
): Sentence {
  const parts: (string | Told)[] = [
    `Whether ${factor} decides ${where} cannot be said (${effect.untested ?? 'no test'}): between these checkpoints ${subject(effect)} is `,
    tell(`${at}/estimate`, 'signed'),
  ];
  if (effect.tippingPoint === 0) parts.push(', which other questions alone could undo.');
  else if (effect.tippingPoint === null) parts.push('.');
  else
    parts.push(
      ', which a standard deviation between training runs of ',
      tell(`${at}/tippingPoint`, 'score'),
      ' would undo; two or more runs per condition would settle it.',
    );
  return say(material, 'refusal', parts);
}

/**
 * The strongest difference of effects between languages; one sentence over all that were asked for.
 */
export function differenceSentences(material: Material): Sentence[] {
  const { differences } = material.analysis;
  const placed = differences.flatMap(({ effects }, d) =>
    effects.map((effect, e): Placed => ({
      effect,
      at: `/analysis/differences/${String(d)}/effects/${String(e)}`,
    })),
  );
  const strongest = strongestOf(placed);
  if (strongest === undefined) return [];
  const { effect, at } = strongest;
  const alpha = 1 - material.level;
  if (effect.pAdjusted !== null && effect.pAdjusted <= alpha)
    return [
      say(material, 'claim', [
        `The effect differs between languages: ${subject(effect)} is `,
        tell(`${at}/estimate`, 'signed'),
        ' (interval over runs, languages and questions ',
        ...interval(`${at}/interval`),
        ', corrected p ',
        tell(`${at}/pAdjusted`, 'probability'),
        ').',
      ]),
    ];
  if (effect.pAdjusted === null)
    return [
      say(material, 'refusal', [
        `Whether effects differ between kinds of languages cannot be tested here: ${listed([...new Set(placed.flatMap((one) => one.effect.untested ?? []))], 2)}.`,
      ]),
    ];
  return [
    say(material, 'refusal', [
      `That effects differ between kinds of languages cannot be claimed: the nearest to it, ${effect.name}, is `,
      tell(`${at}/estimate`, 'signed'),
      ' (interval ',
      ...interval(`${at}/interval`),
      ', corrected p ',
      tell(`${at}/pAdjusted`, 'probability'),
      ').',
    ]),
  ];
}

/** What other languages would give. */
export function refusals(material: Material, g: number): Sentence[] {
  const group = material.analysis.groups[g];
  const at = group?.effects.findIndex(({ family }) => family === 'main') ?? -1;
  const effect = group?.effects[at];
  if (group === undefined) return [];
  if (effect === undefined)
    return [
      say(material, 'refusal', [
        'Nothing can be said of an effect of backbone or batching: there is one condition, and nothing to set it against.',
      ]),
    ];
  const pointer = `/analysis/groups/${String(g)}/effects/${String(at)}/languages`;
  if (effect.languages.interval === null)
    return [
      say(material, 'refusal', [
        'Of other languages these data say nothing: ',
        tell(`${pointer}/of`),
        ' languages in ',
        tell(`${pointer}/families`),
        ' families are worth ',
        ...(effect.languages.degrees === null
          ? ['no degree of freedom']
          : [tell(`${pointer}/degrees`, 'degrees'), ' degrees of freedom']),
        '; languages of more families would settle it.',
      ]),
    ];
  return [
    say(material, 'description', [
      `With other languages in mind, and these checkpoints, the interval of ${subject(effect)} is `,
      ...interval(`${pointer}/interval`),
      ' (',
      tell(`${pointer}/degrees`, 'degrees'),
      ' effective degrees of freedom).',
    ]),
  ];
}

/** The name of a contrast without the count of levels, which the tables hold. */
function subject({ name }: Effect): string {
  return name.replace(/, mean of \d+ (backbones|batchings?)/u, ' over the $1');
}

function interval(pointer: string): (string | Told)[] {
  return [tell(`${pointer}/low`, 'signed'), ' to ', tell(`${pointer}/high`, 'signed')];
}

function inside(bounds: Effect['interval'], margin: number): boolean {
  return bounds !== null && bounds.low > -margin && bounds.high < margin;
}
