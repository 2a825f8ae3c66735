import { signal } from '@preact/signals';

/** What the reader chose; the address holds it, so that a view is a link. */
export interface View {
  /** Labels of the models that are kept; none = all. */
  readonly models: readonly string[];
  readonly backbone: string;
  readonly batching: string;
  /** A task, or `all`. */
  readonly task: string;
  /** Empty: the first that there is. */
  readonly setting: string;
  readonly by: string;
  /** The two models that are compared. */
  readonly a: string;
  readonly b: string;
  /** Which pool, as `model task split`. */
  readonly pool: string;
  readonly matrix: string;
  readonly size: string;
  readonly map: string;
  readonly cell: string;
}

export const DEFAULT_VIEW: View = {
  models: [],
  backbone: '',
  batching: '',
  task: 'all',
  setting: '',
  by: 'family',
  a: '',
  b: '',
  pool: '',
  matrix: 'share',
  size: 'cc100',
  map: 'score',
  cell: '',
};

export const view = signal<View>(DEFAULT_VIEW);

export function change(part: Partial<View>): void {
  view.value = { ...view.value, ...part };
}

type Key = keyof View;
const KEYS = Object.keys(DEFAULT_VIEW) as readonly Key[];

/** `#typology&task=Belebele&model=a&model=b`: the section first, then what is not the default. */
export function toHash(section: string, { models, ...rest }: View): string {
  const words = Object.entries(rest)
    .filter(([key, value]) => value !== DEFAULT_VIEW[key as Key])
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `#${[section, ...words, ...models.map((model) => `model=${encodeURIComponent(model)}`)].join('&')}`;
}

/** Reads an address of anybody's making: what it does not understand stays the default. */
export function fromHash(hash: string): { readonly section: string; readonly view: View } {
  const words = hash.replace(/^#/, '').split('&');
  const section = words[0]?.includes('=') === false ? words[0] : '';
  const models: string[] = [];
  const found: Partial<Record<Key, string>> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 0) continue;
    const value = decoded(word.slice(at + 1));
    const key = KEYS.find((one) => one === word.slice(0, at));
    if (word.slice(0, at) === 'model') models.push(value);
    else if (key !== undefined && key !== 'models') found[key] = value;
  }
  return { section, view: { ...DEFAULT_VIEW, ...found, models } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
