import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ranking } from '../../src/types/ranking.js';
import type { Qrels } from '../../src/types/text.js';

/** A golden case: input, options, and what Python mteb wrote. Maps keep the order of the file. */
export interface MetricCase {
  readonly name: string;
  readonly file: string;
  readonly qrels: Map<string, Map<string, number>>;
  readonly run: Map<string, Map<string, number>>;
  readonly options: { kValues: number[]; ignoreIdenticalIds: boolean; skipFirstResult: boolean };
  readonly expected: [key: string, value: number][];
  readonly expectedDisk: [key: string, value: number][] | undefined;
  readonly perQuery: Record<string, Record<string, number>> | undefined;
}

type Ordered = { [key: string]: Ordered | number | boolean | string | (number | string)[] };

// JavaScript objects move integer-like keys to the front; with a letter before them they stay where
// they are.
const GUARD = 'k';

function parseOrdered(text: string): Ordered {
  return JSON.parse(text.replace(/"((?:[^"\\]|\\.)*)"(\s*:)/g, `"${GUARD}$1"$2`)) as Ordered;
}

function entries<T>(value: unknown): [string, T][] {
  return Object.entries(value as Record<string, T>).map(([key, member]) => [
    key.slice(GUARD.length),
    member,
  ]);
}

function nested(value: unknown): Map<string, Map<string, number>> {
  return new Map(
    entries<object>(value).map(([query, docs]) => [query, new Map(entries<number>(docs))]),
  );
}

function numbers(value: unknown): [string, number][] {
  return entries<number | string>(value).map(([key, score]) => [
    key,
    score === 'NaN' ? NaN : (score as number),
  ]);
}

export function readCase(folder: string, file: string): MetricCase {
  const raw = Object.fromEntries(
    entries<unknown>(parseOrdered(readFileSync(join(folder, file), 'utf8'))),
  );
  const options = Object.fromEntries(entries<unknown>(raw['options']));
  return {
    name: raw['name'] as string,
    file: join(folder, file),
    qrels: nested(raw['qrels']),
    run: nested(raw['run']),
    options: {
      kValues: options['k_values'] as number[],
      ignoreIdenticalIds: options['ignore_identical_ids'] as boolean,
      skipFirstResult: options['skip_first_result'] as boolean,
    },
    expected: numbers(raw['expected']),
    expectedDisk: raw['expected_disk'] === undefined ? undefined : numbers(raw['expected_disk']),
    perQuery:
      raw['per_query'] === undefined
        ? undefined
        : Object.fromEntries(
            entries<object>(raw['per_query']).map(([query, scores]) => [
              query,
              Object.fromEntries(entries<number>(scores)),
            ]),
          ),
  };
}

/** All cases of a folder, or none where it is absent. */
export function readCases(folder: string): MetricCase[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readCase(folder, file));
}

export function asRankings(run: MetricCase['run']): Ranking[] {
  return Array.from(run, ([query, hits]) => ({
    query,
    docs: [...hits.keys()],
    scores: Float64Array.from(hits.values()),
  }));
}

export function asQrels(qrels: MetricCase['qrels']): Qrels {
  return qrels;
}
