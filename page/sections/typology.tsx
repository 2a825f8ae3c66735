import type { JSX } from 'preact';
import type { PageData } from '../../src/types/page.js';
import { LANGUAGES_GROUPING } from '../state/groupings.js';
import { scatterChart, SIZES } from '../charts/scatter.js';
import { typologyChart } from '../charts/typology.js';
import { Choice } from '../parts/controls.js';
import { Figure } from '../parts/figure.js';
import { Source } from '../parts/text.js';
import { groupingOf, scopeOf, SERIES, settingOf, slicesOf } from '../state/select.js';
import { change, view } from '../state/view.js';

/** Scores by family, script, structure and exposure. */
export function Typology({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const slices = slicesOf(data, now, settingOf(scope, now));
  const groupings = slices[0]?.slice.groupings.filter(({ by }) => by !== LANGUAGES_GROUPING) ?? [];
  const caveat = slices
    .map(({ slice }) => groupingOf(slice, now.by)?.descriptive)
    .find((text) => text !== null && text !== undefined);
  const more = slices.length - SERIES;
  const by = groupings.some((one) => one.by === now.by) ? now.by : (groupings[0]?.by ?? now.by);
  return (
    <section id="typology">
      <h2>Typology</h2>
      <p>
        A hollow point stands for too few languages, genera or families to read a mean from; the
        reason is beside it and in the table.
        {caveat !== undefined && ` This grouping describes, it does not compare: ${caveat}.`}
      </p>
      <div class="choices">
        <Choice
          label="Group languages by"
          value={by}
          options={groupings.map(({ by, label }) => [by, label])}
          onChange={(by) => change({ by })}
        />
      </div>
      <Figure
        chart={typologyChart(data, { ...now, by })}
        {...(more > 0 && {
          note: `The best ${String(SERIES)} of ${String(slices.length)} models are drawn; the filter of models chooses others.`,
        })}
      />
      <div class="choices">
        <Choice
          label="Size of"
          value={now.size}
          options={Object.entries(SIZES)}
          onChange={(size) => change({ size })}
        />
      </div>
      <Figure
        chart={scatterChart(data, now)}
        note="Observational: languages with much text differ from the others in more than its size."
      />
      <Source>{[scope.commands.aggregate]}</Source>
    </section>
  );
}
