import { PickleReader } from './pickle-reader.js';

/**
 * A pickle interpreter that can build plain data and nothing else. It never imports: a global is
 * only what `PickleHooks.global` returns for its name, and that function throws for every name it
 * does not know. Opcodes: Python's `pickletools`, protocols 0 to 5 as far as torch and plain
 * containers use them.
 */
export interface PickleHooks {
  /** @throws for every global that is not wanted; called before anything is done with it */
  readonly global: (module: string, name: string) => Callable;
  readonly persistent: (id: PickleValue) => PickleValue;
  readonly fault: (message: string) => Error;
}

/** A stand-in for a Python callable; only functions of this project are ever called. */
export class Callable {
  constructor(
    readonly name: string,
    readonly call: (values: readonly PickleValue[]) => PickleValue,
  ) {}
}

/** Python's dict and OrderedDict are Maps, list and tuple are arrays; objects come from hooks. */
export type PickleValue = null | boolean | number | bigint | string | Uint8Array | object;

const MARK: object = Object.freeze({});

/** Stack and memo of one pickle; the opcodes work on them (pickle-operations.ts). */
export class PickleMachine {
  readonly reader: PickleReader;
  readonly #stack: PickleValue[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(
    bytes: Uint8Array,
    readonly hooks: PickleHooks,
    start: number,
  ) {
    this.reader = new PickleReader(bytes, start, hooks.fault);
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  mark(): void {
    this.push(MARK);
  }

  pop(): PickleValue {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK)
      throw this.hooks.fault('its pickle takes more values than it has');
    return value;
  }

  top(): PickleValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  sinceMark(): PickleValue[] {
    const at = this.#stack.findLastIndex((value) => value === MARK);
    if (at === -1) throw this.hooks.fault('its pickle lacks a mark');
    return this.#stack.splice(at).slice(1);
  }

  last(count: number): PickleValue[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  /** @param slot undefined for the next free one */
  remember(slot: number | undefined): void {
    this.#memo.set(slot ?? this.#memo.size, this.top());
  }

  recall(slot: number): void {
    const value = this.#memo.get(slot);
    if (value === undefined)
      throw this.hooks.fault(`its pickle recalls slot ${slot}, which is empty`);
    this.push(value);
  }

  append(items: readonly PickleValue[]): void {
    const list = this.top();
    if (!Array.isArray(list))
      throw this.hooks.fault('its pickle appends to something that is not a list');
    for (const item of items) list.push(item);
  }

  setItems(items: readonly PickleValue[]): void {
    const map = this.top();
    if (!(map instanceof Map))
      throw this.hooks.fault('its pickle sets items of something that is not a dict');
    for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  call(): void {
    const values = this.pop();
    const callable = this.pop();
    if (!(callable instanceof Callable) || !Array.isArray(values))
      throw this.hooks.fault('its pickle calls something that is not callable');
    this.push(callable.call(values as PickleValue[]));
  }
}
