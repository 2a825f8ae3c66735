import { textOf } from '../../../base/wording.js';
import type { PickleMachine } from './pickle-machine.js';

type Operation = (machine: PickleMachine) => void;

/** Opcodes that put a value on the stack. */
const VALUES: Readonly<Record<string, Operation>> = {
  '(': (m) => m.mark(),
  '2': (m) => m.push(m.top()),
  N: (m) => m.push(null),
  '\x88': (m) => m.push(true),
  '\x89': (m) => m.push(false),
  J: (m) => m.push(m.reader.i32()),
  K: (m) => m.push(m.reader.u8()),
  M: (m) => m.push(m.reader.u16()),
  I: (m) => m.push(m.reader.decimal()),
  L: (m) => m.push(m.reader.decimal()),
  F: (m) => m.push(Number(m.reader.line())),
  '\x8a': (m) => m.push(m.reader.long(m.reader.u8())),
  '\x8b': (m) => m.push(m.reader.long(m.reader.u32())),
  G: (m) => m.push(m.reader.f64()),
  X: (m) => m.push(m.reader.text(m.reader.u32())),
  '\x8c': (m) => m.push(m.reader.text(m.reader.u8())),
  '\x8d': (m) => m.push(m.reader.text(m.reader.u64())),
  V: (m) => m.push(m.reader.line()),
  U: (m) => m.push(m.reader.text(m.reader.u8())),
  T: (m) => m.push(m.reader.text(m.reader.u32())),
  B: (m) => m.push(m.reader.take(m.reader.u32())),
  C: (m) => m.push(m.reader.take(m.reader.u8())),
};

/** Opcodes that make or fill lists, tuples and dicts. */
const CONTAINERS: Readonly<Record<string, Operation>> = {
  ')': (m) => m.push([]),
  ']': (m) => m.push([]),
  '}': (m) => m.push(new Map()),
  t: (m) => m.push(m.sinceMark()),
  l: (m) => m.push(m.sinceMark()),
  d: (m) => {
    const items = m.sinceMark();
    m.push(new Map());
    m.setItems(items);
  },
  '\x85': (m) => m.push(m.last(1)),
  '\x86': (m) => m.push(m.last(2)),
  '\x87': (m) => m.push(m.last(3)),
  a: (m) => m.append([m.pop()]),
  e: (m) => m.append(m.sinceMark()),
  s: (m) => m.setItems(m.last(2)),
  u: (m) => m.setItems(m.sinceMark()),
};

/** Opcodes that keep a value and bring it back. */
const MEMO: Readonly<Record<string, Operation>> = {
  q: (m) => m.remember(m.reader.u8()),
  r: (m) => m.remember(m.reader.u32()),
  p: (m) => m.remember(Number(m.reader.line())),
  '\x94': (m) => m.remember(undefined),
  h: (m) => m.recall(m.reader.u8()),
  j: (m) => m.recall(m.reader.u32()),
  g: (m) => m.recall(Number(m.reader.line())),
};

/** Opcodes that name a callable, call one, or make an object: all go through the hooks. */
const OBJECTS: Readonly<Record<string, Operation>> = {
  c: (m) => m.push(m.hooks.global(m.reader.line(), m.reader.line())),
  i: (m) => {
    m.hooks.global(m.reader.line(), m.reader.line());
    throw m.hooks.fault('its pickle builds an instance');
  },
  '\x93': (m) => {
    const [module, name] = m.last(2);
    m.push(m.hooks.global(textOf(module), textOf(name)));
  },
  R: (m) => m.call(),
  Q: (m) => m.push(m.hooks.persistent(m.pop())),
  P: (m) => m.push(m.hooks.persistent(m.reader.line())),
  // BUILD: an OrderedDict's attributes (torch's `_metadata`) are not data of ours
  b: (m) => {
    m.pop();
    if (!(m.top() instanceof Map))
      throw m.hooks.fault('its pickle sets attributes of something that is not a dict');
  },
};

/** Every opcode but STOP that a state dict needs, by its character. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    '\x80': (m: PickleMachine) => void m.reader.u8(), // PROTO
    '\x95': (m: PickleMachine) => void m.reader.u64(), // FRAME
    '0': (m: PickleMachine) => void m.pop(),
    '1': (m: PickleMachine) => void m.sinceMark(),
    ...VALUES,
    ...CONTAINERS,
    ...MEMO,
    ...OBJECTS,
  }),
);
