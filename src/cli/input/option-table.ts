/** One option or positional word of a command. */
export interface OptionSpec {
  /**
   * `switch`: absent is false. `either`: yes, no, or not said. `text`: one value. `list`: may be
   * repeated. `names`: may be repeated and may hold commas. `count`: a whole number. `number`: any
   * number.
   */
  readonly kind: 'switch' | 'either' | 'text' | 'list' | 'names' | 'count' | 'number';
  /** The option's name where it is not the key in kebab-case. */
  readonly flag?: string;
  readonly alias?: string;
  readonly choices?: readonly string[];
  readonly fallback?: string | number | boolean | readonly string[];
  /** Shown in place of `fallback`, where the default is worked out later. */
  readonly shownFallback?: string;
  readonly required?: true;
  readonly mayBeEmpty?: boolean;
  /** Bounds of a count, themselves included. */
  readonly least?: number;
  readonly most?: number;
  /** Bounds of a number, themselves left out. */
  readonly above?: number;
  readonly below?: number;
  readonly group?: string;
  readonly describe: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

type ChoiceOf<S> = S extends { readonly choices: readonly (infer Choice extends string)[] }
  ? Choice
  : string;

type ValueOf<S extends OptionSpec> = S['kind'] extends 'switch' | 'either'
  ? boolean
  : S['kind'] extends 'count' | 'number'
    ? number
    : S['kind'] extends 'names' | 'list'
      ? readonly ChoiceOf<S>[]
      : ChoiceOf<S>;

/** Whether an option has a value when nothing was given. */
type IsSure<S extends OptionSpec> = S extends
  { readonly kind: 'switch' } | { readonly required: true } | { readonly fallback: unknown }
  ? true
  : false;

/**
 * What a handler gets: every option of the table by its key, read and checked; undefined where it
 * was not given.
 */
export type Given<T extends OptionTable> = {
  readonly [K in keyof T]: ValueOf<T[K]> | (IsSure<T[K]> extends true ? never : undefined);
};

/** `dryRun` → `dry-run` */
export function flagOf(key: string, { flag }: OptionSpec): string {
  return flag ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export function isMany({ kind }: OptionSpec): boolean {
  return kind === 'names' || kind === 'list';
}

/** Lists are named in the singular (`--task A,B`); the plural is read as the same and not shown. */
export function pluralOf(flag: string): string {
  return flag.endsWith('y') ? `${flag.slice(0, -1)}ies` : `${flag}s`;
}
