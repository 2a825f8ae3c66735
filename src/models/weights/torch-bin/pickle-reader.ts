/** Reads the arguments of pickle opcodes; every read is checked against the end. */
export class PickleReader {
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    public position: number,
    readonly fault: (message: string) => Error,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves on by `length` bytes and returns where they began. */
  #advance(length: number): number {
    const start = this.position;
    if (start + length > this.bytes.length) throw this.fault('its pickle ends too early');
    this.position += length;
    return start;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  u64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  f64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  text(length: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.take(length));
  }

  /** A line without its line feed (protocol 0, and the names of globals). */
  line(): string {
    const end = this.bytes.indexOf(10, this.position);
    if (end === -1) throw this.fault('its pickle ends within a line');
    const text = this.text(end - this.position);
    this.position++;
    return text;
  }

  /** INT and LONG of protocol 0; `00` and `01` are its booleans. */
  decimal(): number | bigint | boolean {
    const text = this.line();
    if (text === '00' || text === '01') return text === '01';
    const digits = text.replace(/L$/, '');
    if (!/^-?\d+$/.test(digits)) throw this.fault(`its pickle has the number "${text}"`);
    return narrow(BigInt(digits));
  }

  /** A little-endian two's complement integer of any length. */
  long(length: number): number | bigint {
    const bytes = this.take(length);
    const value = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return narrow(BigInt.asIntN(8 * length, value));
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
