import type { JSX } from 'preact';
import type { PageData } from '../../src/types/page.js';
import { mapChart } from '../charts/map.js';
import { Figure } from '../parts/figure.js';
import { ModelChoices, shownModel } from '../parts/model-choices.js';
import { More } from '../parts/more.js';
import { DataTable } from '../parts/table.js';
import { Source } from '../parts/text.js';
import { scopeOf, settingOf, slicesOf } from '../state/select.js';
import { view } from '../state/view.js';

/** Languages at their place, and the same as a list. */
export function World({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const labels = slicesOf(data, now, settingOf(scope, now)).map(({ label }) => label);
  const shown = shownModel(labels, now);
  if (shown === undefined)
    return (
      <section id="map">
        <h2>Map</h2>
        <p class="empty">No model passes the filters.</p>
      </section>
    );
  const chart = mapChart(data, now, shown.model, shown.minus);
  return (
    <section id="map">
      <h2>Map</h2>
      <ModelChoices labels={labels} {...shown} />
      <Figure
        chart={chart}
        note="Equal Earth projection; a language stands at its point in Glottolog 5.1, which is not where all its speakers live."
      />
      <More title="The languages as a list">
        {() => (
          <DataTable caption={chart.title} columns={chart.columns.slice(0, 4)} rows={chart.rows} />
        )}
      </More>
      <Source>{[scope.commands.aggregate]}</Source>
    </section>
  );
}
