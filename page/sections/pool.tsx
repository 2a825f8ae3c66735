import type { JSX } from 'preact';
import { formatScore } from '../../src/report/format.js';
import type { BiasReport } from '../../src/types/generated/bias.js';
import type { PageData } from '../../src/types/page.js';
import { MATRICES, pairsChart, poolChart, poolName } from '../charts/heatmap.js';
import { Choice } from '../parts/controls.js';
import { Figure } from '../parts/figure.js';
import { ModelChoices, shownModel } from '../parts/model-choices.js';
import { More } from '../parts/more.js';
import { DataTable } from '../parts/table.js';
import { Source } from '../parts/text.js';
import { languageName, modelsOf, scopeOf, slicesOf } from '../state/select.js';
import { change, view } from '../state/view.js';

/** Pairs of languages, and how a joint pool treats the languages in it. */
export function Pool({ data }: { data: PageData }): JSX.Element {
  return (
    <section id="cross">
      <h2>Across languages</h2>
      <p>
        Queries in one language, documents in another: each square is a pair, relatives stand beside
        each other.
      </p>
      <Pairs data={data} />
      <Pools data={data} />
    </section>
  );
}

function Pairs({ data }: { data: PageData }): JSX.Element | null {
  const now = view.value;
  const labels = slicesOf(data, now, 'crosslingual').map(({ label }) => label);
  const shown = shownModel(labels, now);
  if (shown === undefined) return <p class="empty">There are no cross-lingual cells here.</p>;
  return (
    <>
      <ModelChoices labels={labels} {...shown} />
      <Figure chart={pairsChart(data, now, shown.model, shown.minus)} />
      <Source>{[scopeOf(data, now).commands.aggregate]}</Source>
    </>
  );
}

function Pools({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const kept = modelsOf(data, now);
  const reports = data.bias.filter(
    ({ model, task }) =>
      (scope.id === 'all' || scope.id === task) &&
      kept.some(({ name, revision }) => name === model.name && revision === model.revision),
  );
  const best = slicesOf(data, now, 'multilingual')[0]?.slice.model;
  const report =
    reports.find((one) => poolName(one) === now.pool) ??
    reports.find(({ model }) => model.name === best?.name && model.revision === best.revision) ??
    reports[0];
  if (report === undefined)
    return (
      <p class="empty">
        There is no report of language bias: no run of a joint pool of several languages is among
        these results.
      </p>
    );
  return (
    <>
      <h3>In one pool of all languages</h3>
      <p>
        Documents of all languages stand in one pool. A model that is fair to languages takes its
        hits in the proportion of the pool; the colour shows what is over and under it.
      </p>
      <div class="choices">
        <Choice
          label="Pool"
          value={poolName(report)}
          options={reports.map((one) => [
            poolName(one),
            `${one.model.name} · ${one.task} ${one.split}`,
          ])}
          onChange={(pool) => change({ pool })}
        />
        <Choice
          label="Show"
          value={now.matrix}
          options={Object.entries(MATRICES)}
          onChange={(matrix) => change({ matrix })}
        />
      </div>
      <Figure chart={poolChart(data, report, now.matrix)} />
      <BiasTable data={data} report={report} />
      <Source>{[data.biasCommand]}</Source>
    </>
  );
}

function BiasTable({ data, report }: { data: PageData; report: BiasReport }): JSX.Element {
  const total = Object.values(report.documents).reduce((sum, n) => sum + n, 0);
  const k = report.rows[0]?.share.k ?? 0;
  const rows = report.rows.map((row) => ({
    language: languageName(data, row.query_language.split('-')[0] ?? row.query_language),
    queries: row.queries,
    map: row.lareqa_map,
    distance: row.rank_distance.value,
    own: row.share.by_language[row.query_language] ?? null,
    pool: (report.documents[row.query_language] ?? 0) / total,
    peer: row.peer.value,
  }));
  return (
    <>
      <p class="note">
        Mean average precision over the whole pool {formatScore(report.macro.lareqa_map)}; rank
        distance {report.macro.rank_distance?.toFixed(1) ?? '–'}: ranks between the first and the
        last right answer, over the full ranking.
      </p>
      <More title="Every query language as a table">
        {() => (
          <DataTable
            caption="Language bias by query language"
            columns={[
              { key: 'language', title: 'asked in' },
              { key: 'queries', title: 'queries', numeric: true, digits: 0 },
              { key: 'map', title: 'mAP', numeric: true },
              { key: 'distance', title: 'rank distance', numeric: true, digits: 1 },
              { key: 'own', title: `own in top ${String(k)}`, numeric: true },
              { key: 'pool', title: 'in pool', numeric: true },
              { key: 'peer', title: 'PEER', numeric: true },
            ]}
            rows={rows}
          />
        )}
      </More>
    </>
  );
}
