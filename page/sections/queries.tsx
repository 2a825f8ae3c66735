import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatScore } from '../../src/report/format.js';
import { shown } from '../../src/report/page/shown.js';
import type { PageData, PageDocument, PageQuery, PageQueryCell } from '../../src/types/page.js';
import { openQueries, queries } from '../state/data.js';
import { Choice } from '../parts/controls.js';
import { Name } from '../parts/text.js';
import { languageName, modelsOf, scopeOf } from '../state/select.js';
import { change, view } from '../state/view.js';

/** Texts longer than this are cut: a page is no corpus. */
const LONGEST_TEXT = 1200;

/** Down to single queries: what was asked, what would have been right, and what came. */
export function Queries({ data }: { data: PageData }): JSX.Element {
  const cells = queries.value;
  useEffect(() => void openQueries(), []);
  return (
    <section id="queries">
      <h2>Queries</h2>
      {cells === undefined ? (
        <p class="empty">The texts are being unpacked.</p>
      ) : cells.length === 0 ? (
        <p class="empty">
          No texts are at hand: a report holds those of tasks that ship with the package, where the
          rankings and per-query scores of a run are there too.
        </p>
      ) : (
        <Cells data={data} cells={cells} />
      )}
    </section>
  );
}

function Cells({ data, cells }: { data: PageData; cells: readonly PageQueryCell[] }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const kept = modelsOf(data, now).map(({ label }) => label);
  const there = cells.filter(
    ({ model, task }) => kept.includes(model) && (scope.id === 'all' || scope.id === task),
  );
  const models = [...new Set(there.map(({ model }) => model))];
  const model = models.includes(now.a) ? now.a : models.at(-1);
  const own = there.filter((cell) => cell.model === model);
  const cell = own.find((one) => cellName(one) === now.cell) ?? own[0];
  if (cell === undefined) return <p class="empty">No cell passes the filters.</p>;
  return (
    <>
      <p>The queries of a cell that the model answers worst. A tick marks a right document.</p>
      <div class="choices">
        <Choice
          label="Model"
          value={cell.model}
          options={models.map((label) => [label, label])}
          onChange={(a) => change({ a })}
        />
        <Choice
          label="Cell"
          value={cellName(cell)}
          options={own.map((one) => [cellName(one), cellName(one)])}
          onChange={(name) => change({ cell: name })}
        />
      </div>
      {cell.queries.map((query) => (
        <Query key={`${cell.model} ${cellName(cell)} ${query.id}`} data={data} query={query} />
      ))}
      <p class="note">
        Texts: <Name text={cell.source} longest={200} />
      </p>
    </>
  );
}

function cellName({ task, split, subset }: PageQueryCell): string {
  return `${task} ${split} ${subset}`;
}

function Query({ data, query }: { data: PageData; query: PageQuery }): JSX.Element {
  const found = query.hits.findIndex(({ relevant }) => relevant);
  return (
    <details class="query">
      <summary>
        <span class="number">{formatScore(query.score)}</span> <Text {...query} />
      </summary>
      <p class="note">
        {languageOf(data, query.language)} · <Name text={query.id} /> ·{' '}
        {found < 0
          ? `no right document among the first ${String(query.hits.length)}`
          : `first right document at place ${String(found + 1)}`}
      </p>
      <h4>Right</h4>
      <ul class="documents">
        {query.gold.map((document) => (
          <Document key={document.id} data={data} document={document} />
        ))}
      </ul>
      <h4>Found</h4>
      <ol class="documents">
        {query.hits.map((document) => (
          <Document key={document.id} data={data} document={document} />
        ))}
      </ol>
    </details>
  );
}

function Document({ data, document }: { data: PageData; document: PageDocument }): JSX.Element {
  return (
    <li class={document.relevant ? 'right' : ''}>
      <Text {...document} />
      <span class="note">
        {document.relevant ? '✓ right · ' : ''}
        {languageOf(data, document.language)}
        {document.score === null ? '' : ` · ${document.score.toPrecision(4)}`}
      </span>
    </li>
  );
}

/** A text in its own language and direction. */
function Text({ text, language }: { text: string; language: string }): JSX.Element {
  return (
    <span class="text" dir="auto" lang={language}>
      {shown(text, LONGEST_TEXT)}
    </span>
  );
}

function languageOf(data: PageData, tag: string): string {
  return tag === ''
    ? 'language not stated'
    : shown(languageName(data, tag.split('-')[0] ?? tag), 40);
}
