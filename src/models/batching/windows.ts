/**
 * Runs `prepare` on window n + 1 while `work` runs on window n, so that tokenizing costs no
 * wall-clock time. Windows come in order and one at a time; a fault of either ends the walk.
 */
export async function overlapped<Prepared>(
  windows: number,
  prepare: (window: number) => Promise<Prepared>,
  work: (prepared: Prepared, window: number) => Promise<void>,
): Promise<void> {
  let next = windows > 0 ? prepare(0) : undefined;
  for (let window = 0; window < windows && next !== undefined; window++) {
    const prepared = await next;
    next = window + 1 < windows ? prepare(window + 1) : undefined;
    // a fault of the prepared window is met at its own await; until then it must not count as
    // unhandled
    next?.catch(() => undefined);
    await work(prepared, window);
  }
}
