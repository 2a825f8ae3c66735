// All mutants in one copy of the source: each stands beside the original, and a number chooses
// which one runs.

/**
 * @param {string} text of the file
 * @param {readonly (import('./draw.mjs').Mutant & { number: number })[]} mutants of this file
 * @param {'trace' | 'judge'} mode
 * @param {string} switchPath how this file imports the switch
 * @returns {string} the same lines, each where it was
 */
export function withMutants(text, mutants, mode, switchPath) {
  const spans = nested(mutants);
  const body = render(text, 0, text.length, spans, mode);
  const name = mode === 'trace' ? 'reaches' : 'active';
  return `import { ${name} as __mutant } from '${switchPath}'; ${body}`;
}

/** Mutants of one place together, the outermost places first. */
function nested(mutants) {
  const places = new Map();
  for (const mutant of mutants) {
    const place = `${mutant.start}-${mutant.end}`;
    const known = places.get(place);
    if (known === undefined)
      places.set(place, { start: mutant.start, end: mutant.end, mutants: [mutant] });
    else known.mutants.push(mutant);
  }
  return [...places.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

function render(text, start, end, spans, mode) {
  let out = '';
  let at = start;
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    if (span.start < at) continue;
    const inside = spans.slice(i + 1).filter((each) => each.end <= span.end);
    const original = render(text, span.start, span.end, inside, mode);
    out += text.slice(at, span.start) + choice(span.mutants, original, mode);
    at = span.end;
  }
  return out + text.slice(at, end);
}

function choice(mutants, original, mode) {
  return mutants.reduce((otherwise, { number, mutated }) => {
    const test = mode === 'trace' ? `__mutant(${number})` : `__mutant === ${number}`;
    return `(${test} ? (${mutated}) : ${otherwise})`;
  }, `(${original})`);
}

/**
 * The switch, as it stands in the copy. The trace notes once per module which test file reached a
 * mutant.
 */
export const SWITCH = `import { appendFileSync } from 'node:fs';
export const active = Number(process.env['GLOTTOBENCH_MUTANT'] ?? '0');
const trace = process.env['GLOTTOBENCH_MUTANT_TRACE'];
const reached = new Set<number>();
export function reaches(number: number): boolean {
  if (trace === undefined || reached.has(number)) return false;
  reached.add(number);
  appendFileSync(trace, \`\${String(number)}\\t\${process.env['GLOTTOBENCH_MUTANT_TEST'] ?? ''}\\n\`);
  return false;
}
`;
