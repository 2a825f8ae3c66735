import type { JSX } from 'preact';
import type { PageData } from '../../src/types/page.js';
import { mapChart } from '../charts/map.js';
import { Choice } from '../parts/controls.js';
import { Figure } from '../parts/figure.js';
import { More } from '../parts/more.js';
import { DataTable } from '../parts/table.js';
import { Source } from '../parts/text.js';
import { scopeOf, settingOf, slicesOf } from '../state/select.js';
import { change, view } from '../state/view.js';

/** Languages at their place, and the same as a list. */
export function World({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const labels = slicesOf(data, now, settingOf(scope, now)).map(({ label }) => label);
  const model = labels.includes(now.a) ? now.a : labels[0];
  if (model === undefined)
    return (
      <section id="map">
        <h2>Map</h2>
        <p class="empty">No model passes the filters.</p>
      </section>
    );
  const minus =
    now.map === 'difference'
      ? (labels.find((label) => label === now.b && label !== model) ??
        labels.find((label) => label !== model) ??
        '')
      : '';
  const chart = mapChart(data, now, model, minus);
  return (
    <section id="map">
      <h2>Map</h2>
      <div class="choices">
        <Choice
          label="Model"
          value={model}
          options={labels.map((label) => [label, label])}
          onChange={(a) => change({ a })}
        />
        <Choice
          label="Show"
          value={minus === '' ? 'score' : 'difference'}
          options={[
            ['score', 'score'],
            ...(labels.length > 1
              ? ([['difference', 'difference to another model']] as const)
              : []),
          ]}
          onChange={(map) => change({ map })}
        />
        {minus !== '' && (
          <Choice
            label="Other model"
            value={minus}
            options={labels.filter((label) => label !== model).map((label) => [label, label])}
            onChange={(b) => change({ b })}
          />
        )}
      </div>
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
