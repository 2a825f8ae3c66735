/** What became of one item. */
interface Settled<T, R> {
  readonly item: T;
  readonly outcome: PromiseSettledResult<R>;
}

/**
 * Works on up to `width` items at once and gives what became of them in their order. An item is
 * started when it is asked for, or, beyond the first, ahead of that; with a width of 1 everything
 * goes one after the other. Who leaves early stops what was started ahead, and waits for it: it
 * uses what the caller closes next.
 * @param work is to end soon when its signal comes
 */
export async function* inOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, left: AbortSignal) => Promise<R>,
): AsyncGenerator<Settled<T, R>> {
  const started: { item: T; outcome: Promise<PromiseSettledResult<R>> }[] = [];
  const left = new AbortController();
  let next = 0;
  try {
    while (next < items.length || started.length > 0) {
      while (next < items.length && started.length < width) {
        const item = items[next++] as T;
        // settled at once, so that a failure that nobody waits for any more is no unhandled one
        started.push({
          item,
          outcome: Promise.allSettled([work(item, left.signal)]).then(([outcome]) => outcome),
        });
      }
      const first = started.shift();
      if (first !== undefined) yield { item: first.item, outcome: await first.outcome };
    }
  } finally {
    left.abort();
    await Promise.all(started.map(({ outcome }) => outcome));
  }
}
