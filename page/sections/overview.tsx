import type { JSX } from 'preact';
import { formatScore } from '../../src/report/format.js';
import { Marks } from '../../src/report/marks.js';
import { describeTogether } from '../../src/warnings/describe.js';
import { warningCodes } from '../../src/warnings/record.js';
import type { RankedModel } from '../../src/types/generated/comparison.js';
import type { PageData, PageModel, PageScope } from '../../src/types/page.js';
import { overviewChart } from '../charts/overview.js';
import { Figure } from '../parts/figure.js';
import { Name, Source } from '../parts/text.js';
import {
  metricOf,
  modelsOf,
  scopeOf,
  scoreOf,
  SETTING_TITLES,
  settingsOf,
  slicesOf,
  type LabelledSlice,
} from '../state/select.js';
import type { Setting } from '../../src/types/dataset.js';
import { view } from '../state/view.js';

/** Models × settings: scores, rank groups in place of ranks, and what a model saw in training. */
export function Overview({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  return (
    <section id="overview">
      <h2>Overview</h2>
      <p>{introduction(scope)}</p>
      <Figure chart={overviewChart(data, now)} />
      <OverviewTable data={data} />
      <Notes scope={scope} marks={marksOf(scope)} />
      <Source>{[scope.commands.aggregate, scope.commands.compare]}</Source>
    </section>
  );
}

/** One sign per doubt, the same for all models and settings of the scope. */
function marksOf({ aggregation }: PageScope): Marks {
  return new Marks(aggregation.slices.flatMap(({ warnings }) => warnings));
}

function introduction(scope: PageScope): string {
  const { level } = scope.aggregation.options;
  return `Each score is a mean over languages. The line is a ${String(Math.round(level * 100))} % interval for other languages of this kind: families are drawn with replacement, so it says how far the mean depends on which families are in the task, not whether two models differ.`;
}

function OverviewTable({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const settings = settingsOf(scope).filter((one) => now.setting === '' || one === now.setting);
  const columns = settings.map((setting) => ({ setting, slices: slicesOf(data, now, setting) }));
  const order = [...new Set(columns.flatMap(({ slices }) => slices.map(({ label }) => label)))];
  const models = order.flatMap(
    (label) => modelsOf(data, now).find((one) => one.label === label) ?? [],
  );
  const marks = marksOf(scope);
  const largest = Math.max(0, ...columns.flatMap(({ slices }) => slices.map(upper)));
  if (models.length === 0) return <p class="empty">No model passes the filters.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Scores of all models">
      <table class="overview">
        <caption class="hidden">{`Mean over languages, ${metricOf(data, now)}, by model and setting`}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              model
            </th>
            <th scope="col" rowSpan={2}>
              zero-shot
            </th>
            {settings.map((setting) => (
              <th key={setting} scope="colgroup" colSpan={3} class="group">
                {SETTING_TITLES[setting]}
              </th>
            ))}
          </tr>
          <tr>
            {settings.flatMap((setting) => [
              <th key={`${setting} s`} scope="col" class="number">
                score
              </th>,
              <th key={`${setting} i`} scope="col">
                interval
              </th>,
              <th key={`${setting} g`} scope="col">
                group
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.label}>
              <th scope="row">
                <Name text={model.label} longest={60} />
              </th>
              <td>{zeroShotText(model, scope)}</td>
              {columns.map(({ setting, slices }) => (
                <Scores
                  key={setting}
                  one={slices.find(({ label }) => label === model.label)}
                  ranked={ranked(scope, setting, model.label)}
                  largest={largest}
                  marks={marks}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function upper({ slice }: LabelledSlice): number {
  return slice.overall.languageMean.interval?.high ?? scoreOf(slice) ?? 0;
}

function ranked(scope: PageScope, setting: Setting, label: string): RankedModel | undefined {
  return scope.comparison?.groups
    .find((group) => group.setting === setting && group.by === null)
    ?.ranking.find(({ model }) => model === label);
}

function Scores({
  one,
  ranked: rank,
  largest,
  marks,
}: {
  one: LabelledSlice | undefined;
  ranked: RankedModel | undefined;
  largest: number;
  marks: Marks;
}): JSX.Element {
  if (one === undefined)
    return (
      <>
        <td class="number">–</td>
        <td class="muted">not run</td>
        <td />
      </>
    );
  const { interval } = one.slice.overall.languageMean;
  return (
    <>
      <td
        class="number"
        title={`${String(one.slice.overall.languages)} languages, ${String(one.slice.cells)} cells`}
      >
        {marks.beside(formatScore(scoreOf(one.slice)), warningCodes(one.slice.warnings))}
      </td>
      <td class="interval">
        <Bar
          mean={scoreOf(one.slice)}
          low={interval?.low ?? null}
          high={interval?.high ?? null}
          largest={largest}
        />
        {interval === null ? (
          <span class="muted">few families</span>
        ) : (
          `${formatScore(interval.low)}–${formatScore(interval.high)}`
        )}
      </td>
      <td>{rank === undefined ? <span class="muted">–</span> : groupText(rank)}</td>
    </>
  );
}

/** The interval as a line on the scale of the column. */
function Bar({
  mean,
  low,
  high,
  largest,
}: {
  mean: number | null;
  low: number | null;
  high: number | null;
  largest: number;
}): JSX.Element | null {
  if (mean === null || largest <= 0) return null;
  const place = (value: number): number => 2 + 56 * Math.min(1, Math.max(0, value / largest));
  return (
    <svg
      class="bar"
      width="60"
      height="12"
      viewBox="0 0 60 12"
      aria-hidden="true"
      focusable="false"
    >
      <line x1="2" x2="58" y1="6" y2="6" class="track" />
      {low !== null && high !== null && (
        <line x1={place(low)} x2={place(high)} y1="6" y2="6" class="range" />
      )}
      <circle cx={place(mean)} cy="6" r="3" class="dot" />
    </svg>
  );
}

/** Letters of models that cannot be told apart; of many models the places that are open. */
function groupText({ letters, places }: RankedModel): string {
  if (letters !== '') return letters;
  if (places === null) return '–';
  return places[0] === places[1] ? String(places[0]) : `${String(places[0])}–${String(places[1])}`;
}

/** MTEB's rule over the tasks of the scope. */
function zeroShotText({ zeroShot }: PageModel, scope: PageScope): string {
  const tasks = Object.entries(zeroShot).filter(
    ([task]) => scope.id === 'all' || scope.id === task,
  );
  const seen = tasks.filter(([, status]) => status === 'no').length;
  if (seen > 0)
    return tasks.length === 1 ? 'no' : `no, ${String(seen)} of ${String(tasks.length)} tasks seen`;
  return tasks.length > 0 && tasks.every(([, status]) => status === 'yes') ? 'yes' : 'not declared';
}

function Notes({ scope, marks }: { scope: PageScope; marks: Marks }): JSX.Element {
  const { comparison, comparisonReason, aggregation } = scope;
  const notes = [
    comparison === null
      ? `No groups: ${comparisonReason ?? 'nothing can be compared'}.`
      : comparison.evidence === 'questions'
        ? 'Models that share a letter in “group” are not separable by a paired randomisation test over questions, corrected by Holm; numbers are the places that the tests leave open.'
        : 'Models that share a letter in “group” are not separable by a paired test over language families (there are no per-query scores); numbers are the places that the tests leave open.',
    ...(comparison?.leftOutModels.length === undefined || comparison.leftOutModels.length === 0
      ? []
      : [
          `${String(comparison.leftOutModels.length)} models share too few cells with the others and have no group; one task alone (filter above) compares more of them.`,
        ]),
    'Zero-shot follows MTEB: no training data are named like the task or a relative of it.',
    ...(comparison?.notes ?? []),
    ...marks.notes(),
    ...describeTogether(aggregation.warnings),
    ...Object.entries(aggregation.leftOut).map(
      ([reason, count]) => `Left out: ${String(count)} cells, ${reason}.`,
    ),
  ];
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>
          <Name text={note} longest={500} />
        </li>
      ))}
    </ul>
  );
}
