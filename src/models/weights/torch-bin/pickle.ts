import { PickleMachine, type PickleHooks, type PickleValue } from './pickle-machine.js';
import { OPERATIONS } from './pickle-operations.js';

const STOP = '.';

/** @returns the value and the position after its STOP */
export function unpickle(
  bytes: Uint8Array,
  hooks: PickleHooks,
  start = 0,
): { value: PickleValue; end: number } {
  const machine = new PickleMachine(bytes, hooks, start);
  const { reader } = machine;
  for (;;) {
    const opcode = String.fromCharCode(reader.u8());
    if (opcode === STOP) return { value: machine.pop(), end: reader.position };
    const operation = OPERATIONS.get(opcode);
    if (operation === undefined)
      throw hooks.fault(
        `its pickle has opcode 0x${opcode.charCodeAt(0).toString(16)} at byte ${reader.position - 1}, which no state dict needs`,
      );
    operation(machine);
  }
}
