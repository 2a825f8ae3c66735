/** Vega-Lite as it is saved: data, no code. */
export type Spec = Readonly<Record<string, unknown>>;

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly numeric?: boolean;
  /** Decimals of a number; 3 without. */
  readonly digits?: number;
}

export type ChartRow = Readonly<Record<string, string | number | boolean | null>>;

/** One picture: what is drawn, the same as words, and the same as a table. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** What a reader who does not see it is told. */
  readonly alt: string;
  readonly columns: readonly Column[];
  readonly rows: readonly ChartRow[];
  /** Drawn at this width, pixels. */
  readonly spec: (width: number) => Spec;
}

/** Colours by their role: style.css has them for light and dark, this is for files without it. */
const LIGHT: Readonly<Record<string, string>> = {
  '--ink': '#1b1b1a',
  '--muted': '#5d5b57',
  '--rule': '#dedbd4',
  '--paper': '#ffffff',
  '--land': '#ebe8e1',
  '--c1': '#0b63a5',
  '--c2': '#c2500a',
  '--c3': '#0c7d5b',
  '--c4': '#a4418a',
  '--c5': '#8a6a00',
  '--c6': '#3f3f3d',
};
export const PALETTE = ['--c1', '--c2', '--c3', '--c4', '--c5', '--c6'].map(
  (name) => `var(${name})`,
);
export const SHAPES = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];

/** A spec or an SVG with the colours themselves, for files that have no style sheet. */
export function paint(text: string): string {
  return text.replaceAll(/var\((--[a-z0-9]+)\)/g, (all, name: string) => LIGHT[name] ?? all);
}

const FONT = 'system-ui, "Noto Sans", sans-serif';

/** One look for page, SVG and saved specs. */
const CONFIG: Spec = {
  font: FONT,
  background: null,
  aria: false,
  view: { stroke: null },
  axis: {
    domain: false,
    ticks: false,
    gridColor: 'var(--rule)',
    labelColor: 'var(--muted)',
    titleColor: 'var(--muted)',
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelPadding: 6,
  },
  axisY: { grid: false, labelColor: 'var(--ink)' },
  header: { labelColor: 'var(--ink)', labelFontSize: 13, labelFontWeight: 600, title: null },
  legend: {
    labelColor: 'var(--ink)',
    titleColor: 'var(--muted)',
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelLimit: 260,
    orient: 'top',
    symbolStrokeWidth: 1.5,
  },
  rule: { color: 'var(--muted)' },
  text: { color: 'var(--muted)', fontSize: 11 },
  point: { size: 60, strokeWidth: 1.5 },
};

export function base(width: number, rest: Spec): Spec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    autosize: { type: 'pad', contains: 'padding' },
    config: CONFIG,
    ...rest,
  };
}

/** Room for these names beside a chart of this width: as much as they need, at most a third. */
export function labelRoom(width: number, names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.round(Math.min(16 + 6.6 * longest, 260, Math.max(90, width * 0.36)));
}
