/** Starts a work as soon as there is a place for it. */
export type StartWork = (work: () => Promise<void>) => Promise<void>;

/**
 * Lets `schedule` start works of which at most `width` run at a time; each start waits for a free
 * place. Ends when all have ended. After the first fault nothing more is started, and it is thrown
 * when what runs has ended.
 */
export async function inFlight(
  width: number,
  schedule: (start: StartWork) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const faults: unknown[] = [];
  const throwFirst = (): void => {
    if (faults.length > 0) throw faults[0];
  };
  try {
    await schedule(async (work) => {
      while (running.size >= width) await Promise.race(running);
      throwFirst();
      const one = work()
        .catch((error: unknown) => void faults.push(error))
        .finally(() => running.delete(one));
      running.add(one);
    });
  } finally {
    await Promise.all(running);
  }
  throwFirst();
}
