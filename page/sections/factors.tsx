import type { JSX } from 'preact';
import type { Effect } from '../../src/types/generated/factorial.js';
import type { PageData } from '../../src/types/page.js';
import { slopesChart } from '../charts/slopes.js';
import { Figure } from '../parts/figure.js';
import { More } from '../parts/more.js';
import { DataTable } from '../parts/table.js';
import { Name, Source } from '../parts/text.js';
import { SETTING_TITLES } from '../state/select.js';
import { view } from '../state/view.js';

/** The question of the project: backbone × batching. */
export function Factors({ data }: { data: PageData }): JSX.Element {
  const { analysis, reason, command } = data.factors;
  return (
    <section id="factors">
      <h2>Backbone and batching</h2>
      {analysis === null ? (
        <p class="empty">
          No table of backbone × batching: <Name text={reason ?? 'no conditions'} longest={400} />.
        </p>
      ) : (
        <>
          <p>
            A line per way of drawing training batches over the three settings, a panel per
            backbone. Intervals are for other training runs where a condition has several, else for
            other questions only: with one run, nothing separates a way of training from the luck of
            that run. Small open points are single checkpoints.
          </p>
          <Figure chart={slopesChart(data, view.value, analysis)} />
          <More title="Effects and their tests">
            {() => (
              <DataTable
                caption="Effects of backbone and batching"
                columns={[
                  { key: 'setting', title: 'setting' },
                  { key: 'effect', title: 'effect' },
                  { key: 'estimate', title: 'estimate', numeric: true },
                  { key: 'low', title: 'low', numeric: true },
                  { key: 'high', title: 'high', numeric: true },
                  { key: 'p', title: 'p, corrected', numeric: true },
                  { key: 'untested', title: 'why not tested' },
                ]}
                rows={analysis.groups
                  .filter(({ by }) => by === null)
                  .flatMap(({ setting, effects }) =>
                    effects.map((effect) => row(SETTING_TITLES[setting], effect)),
                  )}
              />
            )}
          </More>
          <ul class="notes">
            {analysis.notes.map((note) => (
              <li key={note}>
                <Name text={note} longest={400} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Source>{[command]}</Source>
    </section>
  );
}

function row(
  setting: string,
  { name, estimate, interval, pAdjusted, untested }: Effect,
): Record<string, string | number | null> {
  return {
    setting,
    effect: name,
    estimate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p: pAdjusted,
    untested,
  };
}
