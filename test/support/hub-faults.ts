/** What goes wrong with an answer. */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** So many bytes of the body, then silence. */
  | { readonly kind: 'stall'; readonly after: number }
  /** So many bytes of the body, then (after `lingerMs`, default 30) the connection breaks. */
  | {
      readonly kind: 'cut';
      readonly after: number;
      readonly ranges?: false;
      readonly lingerMs?: number;
    }
  /** Another body; `length` is what Content-Length says. */
  | { readonly kind: 'body'; readonly body: Buffer }
  /** Headers added to the right answer. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** The range that was asked for is ignored. */
  | { readonly kind: 'no-ranges' };

export interface FaultRule {
  /** Matched against host and path: `hub/datasets/org/name/resolve/…`, `storage/lfs/…`. */
  readonly at: RegExp;
  readonly fault: Fault;
  /** So many answers; default all. */
  times?: number;
}

/** The rules of a server, used up as they strike. */
export class FaultRules {
  rules: FaultRule[] = [];

  add(at: RegExp, fault: Fault, times = Infinity): void {
    this.rules.push({ at, fault, times });
  }

  clear(): void {
    this.rules = [];
  }

  strike(place: string): Fault | undefined {
    const rule = this.rules.find(({ at, times }) => at.test(place) && (times ?? Infinity) > 0);
    if (rule === undefined) return undefined;
    rule.times = (rule.times ?? Infinity) - 1;
    return rule.fault;
  }
}
