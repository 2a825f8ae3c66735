// Clocks for everything in bench/. CPU seconds of the process decide where a machine is shared;
// wall clock where it is not.

/** Runs `work` and gives { seconds, cpuSeconds, value }. */
export async function clock(work) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const value = await work();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  return { seconds, cpuSeconds: (used.user + used.system) / 1e6, value };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** { min, median, max } of numbers. */
export function spread(values) {
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) };
}
