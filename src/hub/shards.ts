const SHARD = /^(.*-)(\d{5})(-of-)(\d{5})(\..+)$/s;

/**
 * Paths of all shards of the series that a file like `corpus/test-00002-of-00005.parquet` belongs
 * to; undefined for other files.
 */
export function shardSeries(path: string): string[] | undefined {
  const [, head, , of, count, tail] = SHARD.exec(path) ?? [];
  if (head === undefined || of === undefined || count === undefined || tail === undefined)
    return undefined;
  return Array.from(
    { length: Number(count) },
    (_, i) => `${head}${String(i).padStart(5, '0')}${of}${count}${tail}`,
  );
}
