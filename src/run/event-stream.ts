/**
 * Turns calls into an async stream: the run pushes events, the caller of `evaluate` reads them. It
 * begins when it is read. A failure of the producer is thrown to the reader after the events before
 * it. A reader who leaves early stops the producer, and waits until it has put its things in order.
 * @param produce pushes events until it is done
 * @param stop asks the producer to end
 */
export async function* eventStream<T>(
  produce: (push: (event: T) => void) => Promise<void>,
  stop: () => void,
): AsyncGenerator<T, void, undefined> {
  const waiting: T[] = [];
  let wake: () => void = () => undefined;
  const producer = { ended: false };
  const change = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const producing = produce((event) => {
    waiting.push(event);
    wake();
  }).finally(() => {
    producer.ended = true;
    wake();
  });
  // Thrown below, when the reader is there; until then nobody waits for it.
  producing.catch(() => undefined);
  let left = true;
  try {
    for (;;) {
      const batch = waiting.splice(0);
      yield* batch;
      if (waiting.length > 0) continue;
      if (producer.ended) break;
      await change();
    }
    left = false;
  } finally {
    if (left) {
      stop();
      await producing.catch(() => undefined);
    }
  }
  await producing;
}
