import { expressionInterpreter } from 'vega-interpreter';
import { parse, View, type TooltipHandler } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Spec } from './theme.js';

/** Attributes that say where something is: a thousandth of a pixel is enough for them. */
const PLACES = / (?:d|transform|x|y|x1|x2|y1|y2|width|height)="[^"]*"/g;

function viewOf(spec: Spec): View {
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec);
  // the interpreter in place of generated code: the page's policy has no unsafe-eval
  return new View(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'none',
  });
}

/** The picture as text, without a browser. */
export async function svgOf(spec: Spec): Promise<string> {
  const view = viewOf(spec);
  const svg = await view.toSVG();
  view.finalize();
  return svg
    .replaceAll(/ (?:role|aria-label|aria-roledescription|aria-hidden)="[^"]*"/g, '')
    .replaceAll(PLACES, (all) => all.replaceAll(/(\.\d{3})\d+/g, '$1'));
}

/** Draws into an element of a page. Returns what frees it. */
export async function drawInto(
  element: HTMLElement,
  spec: Spec,
  tooltip: TooltipHandler,
): Promise<() => void> {
  const view = viewOf(spec).renderer('svg').tooltip(tooltip).initialize(element);
  await view.runAsync();
  // the element says what the picture shows; parts that announce themselves as unnamed would only
  // disturb
  for (const part of element.querySelectorAll('[role], [aria-label], [aria-roledescription]'))
    for (const name of ['role', 'aria-label', 'aria-roledescription']) part.removeAttribute(name);
  return () => void view.finalize();
}
