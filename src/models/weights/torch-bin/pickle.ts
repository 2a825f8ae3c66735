import { textOf } from '../../../base/wording.js';
import { PickleReader } from './pickle-reader.js';

/**
 * A pickle interpreter that can build plain data and nothing else. It never imports: a global is only what
 * `PickleHooks.global` returns for its name, and that function throws for every name it does not know.
 * Opcodes: Python's `pickletools`, protocols 0 to 5 as far as torch and plain containers use them.
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

/** @returns the value and the position after its STOP */
export function unpickle(
  bytes: Uint8Array,
  hooks: PickleHooks,
  start = 0,
): { value: PickleValue; end: number } {
  const reader = new PickleReader(bytes, start, hooks.fault);
  const stack: PickleValue[] = [];
  const memo = new Map<number, PickleValue>();
  const push = (value: PickleValue): void => void stack.push(value);
  const pop = (): PickleValue => {
    const value = stack.pop();
    if (value === undefined || value === MARK)
      throw hooks.fault('its pickle takes more values than it has');
    return value;
  };
  const top = (): PickleValue => {
    const value = pop();
    push(value);
    return value;
  };
  const sinceMark = (): PickleValue[] => {
    const at = stack.findLastIndex((value) => value === MARK);
    if (at === -1) throw hooks.fault('its pickle lacks a mark');
    return stack.splice(at).slice(1);
  };
  const recall = (slot: number): void => {
    const value = memo.get(slot);
    if (value === undefined) throw hooks.fault(`its pickle recalls slot ${slot}, which is empty`);
    push(value);
  };
  const last = (count: number): PickleValue[] => Array.from({ length: count }, pop).reverse();
  const append = (items: readonly PickleValue[]): void => {
    const list = top();
    if (!Array.isArray(list))
      throw hooks.fault('its pickle appends to something that is not a list');
    for (const item of items) list.push(item);
  };
  const setItems = (items: readonly PickleValue[]): void => {
    const map = top();
    if (!(map instanceof Map))
      throw hooks.fault('its pickle sets items of something that is not a dict');
    for (let i = 0; i + 1 < items.length; i += 2) map.set(items[i], items[i + 1]);
  };
  const call = (): void => {
    const values = pop();
    const callable = pop();
    if (!(callable instanceof Callable) || !Array.isArray(values))
      throw hooks.fault('its pickle calls something that is not callable');
    push(callable.call(values as PickleValue[]));
  };

  for (;;) {
    const opcode = String.fromCharCode(reader.u8());
    switch (opcode) {
      case '\x80':
        reader.u8();
        break; // PROTO
      case '\x95':
        reader.u64();
        break; // FRAME
      case '.':
        return { value: pop(), end: reader.position };
      case '(':
        push(MARK);
        break;
      case '0':
        pop();
        break;
      case '1':
        sinceMark();
        break;
      case '2':
        push(top());
        break;
      case 'N':
        push(null);
        break;
      case '\x88':
        push(true);
        break;
      case '\x89':
        push(false);
        break;
      case 'J':
        push(reader.i32());
        break;
      case 'K':
        push(reader.u8());
        break;
      case 'M':
        push(reader.u16());
        break;
      case 'I':
        push(reader.decimal());
        break;
      case 'L':
        push(reader.decimal());
        break;
      case 'F':
        push(Number(reader.line()));
        break;
      case '\x8a':
        push(reader.long(reader.u8()));
        break;
      case '\x8b':
        push(reader.long(reader.u32()));
        break;
      case 'G':
        push(reader.f64());
        break;
      case 'X':
        push(reader.text(reader.u32()));
        break;
      case '\x8c':
        push(reader.text(reader.u8()));
        break;
      case '\x8d':
        push(reader.text(reader.u64()));
        break;
      case 'V':
        push(reader.line());
        break;
      case 'U':
        push(reader.text(reader.u8()));
        break;
      case 'T':
        push(reader.text(reader.u32()));
        break;
      case 'B':
        push(reader.take(reader.u32()));
        break;
      case 'C':
        push(reader.take(reader.u8()));
        break;
      case ')':
      case ']':
        push([]);
        break;
      case '}':
        push(new Map());
        break;
      case 't':
      case 'l':
        push(sinceMark());
        break;
      case 'd': {
        const items = sinceMark();
        push(new Map());
        setItems(items);
        break;
      }
      case '\x85':
        push(last(1));
        break;
      case '\x86':
        push(last(2));
        break;
      case '\x87':
        push(last(3));
        break;
      case 'a':
        append([pop()]);
        break;
      case 'e':
        append(sinceMark());
        break;
      case 's':
        setItems(last(2));
        break;
      case 'u':
        setItems(sinceMark());
        break;
      case 'q':
        memo.set(reader.u8(), top());
        break;
      case 'r':
        memo.set(reader.u32(), top());
        break;
      case 'p':
        memo.set(Number(reader.line()), top());
        break;
      case '\x94':
        memo.set(memo.size, top());
        break;
      case 'h':
        recall(reader.u8());
        break;
      case 'j':
        recall(reader.u32());
        break;
      case 'g':
        recall(Number(reader.line()));
        break;
      case 'c':
        push(hooks.global(reader.line(), reader.line()));
        break;
      case 'i':
        hooks.global(reader.line(), reader.line());
        throw hooks.fault('its pickle builds an instance');
      case '\x93': {
        const [module, name] = last(2);
        push(hooks.global(textOf(module), textOf(name)));
        break;
      }
      case 'R':
        call();
        break;
      case 'Q':
        push(hooks.persistent(pop()));
        break;
      case 'P':
        push(hooks.persistent(reader.line()));
        break;
      case 'b': // BUILD: an OrderedDict's attributes (torch's `_metadata`) are not data of ours
        pop();
        if (!(top() instanceof Map))
          throw hooks.fault('its pickle sets attributes of something that is not a dict');
        break;
      default:
        throw hooks.fault(
          `its pickle has opcode 0x${opcode.charCodeAt(0).toString(16)} at byte ${reader.position - 1}, which no state dict needs`,
        );
    }
  }
}
