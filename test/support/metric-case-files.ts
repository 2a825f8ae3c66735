import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MetricCase } from './metric-cases.js';

type Nested = MetricCase['run'];

/** As Python's `json.dumps` writes it: keys in insertion order, everything beyond ASCII escaped. */
function toPythonJson(nested: Nested): string {
  const text = (key: string): string =>
    JSON.stringify(key).replace(
      /[\u0080-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  const object = (members: string[]): string => `{${members.join(', ')}}`;
  return object(
    Array.from(
      nested,
      ([query, docs]) =>
        `${text(query)}: ${object(Array.from(docs, ([doc, value]) => `${text(doc)}: ${value}`))}`,
    ),
  );
}

function toLines(
  nested: Nested,
  line: (query: string, doc: string, value: number, i: number) => string,
): string {
  return Array.from(nested, ([query, docs]) =>
    Array.from(docs, ([doc, value], i) => line(query, doc, value, i)).join(''),
  ).join('');
}

export type CaseForm = 'json' | 'trec' | 'tsv';

/** Ids with spaces are beyond TREC, and so is a query that found nothing. */
export function fitsTrec({ run, qrels }: MetricCase): boolean {
  const ids = [run, qrels].flatMap((nested) =>
    Array.from(nested, ([query, docs]) => [query, ...docs.keys()]).flat(),
  );
  return !ids.some((id) => /\s/.test(id)) && ![...run.values()].some((docs) => docs.size === 0);
}

/** Writes a case as two files. TREC runs are packed, to have both. */
export function writeCase(
  folder: string,
  one: MetricCase,
  form: CaseForm,
): { qrels: string; run: string } {
  const name = join(folder, `${one.name.replace(/\W/g, '-')}-${form}`);
  const files = { qrels: `${name}.qrels`, run: `${name}.run` };
  if (form === 'json') {
    writeFileSync(files.qrels, toPythonJson(one.qrels));
    writeFileSync(files.run, toPythonJson(one.run));
    return files;
  }
  const judged =
    form === 'trec'
      ? toLines(one.qrels, (q, d, grade) => `${q} 0 ${d} ${grade}\n`)
      : `query-id\tcorpus-id\tscore\n${toLines(one.qrels, (q, d, grade) => `${q}\t${d}\t${grade}\n`)}`;
  writeFileSync(files.qrels, judged);
  writeFileSync(
    files.run,
    gzipSync(toLines(one.run, (q, d, score, i) => `${q} Q0 ${d} ${i + 1} ${score} golden\n`)),
  );
  return files;
}

export function flags({ options }: MetricCase): string[] {
  return [
    ...(options.ignoreIdenticalIds ? ['--ignore-identical-ids'] : []),
    ...(options.skipFirstResult ? ['--skip-first-result'] : []),
    '--k',
    options.kValues.join(','),
  ];
}
