import type { JSX } from 'preact';
import type { PageData, PageScope } from '../../src/types/page.js';
import { forestChart } from '../charts/forest.js';
import { Choice } from '../parts/controls.js';
import { Figure } from '../parts/figure.js';
import { shellWord } from '../../src/report/page/shown.js';
import { Command, Name, Source } from '../parts/text.js';
import { metricOf, scopeOf, settingOf, SETTING_TITLES } from '../state/select.js';
import { comparedPair } from '../state/pair.js';
import { change, view } from '../state/view.js';
import { pairOf, sentence } from './sentence.js';

/** Two models: what the tests say, and the difference in every language. */
export function Compare({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const pair = comparedPair(data, now);
  return (
    <section id="compare">
      <h2>Two models</h2>
      {pair === undefined || scope.comparison === null ? (
        <p class="empty">
          Nothing is compared: {scope.comparisonReason ?? 'fewer than two models share cells'}.
        </p>
      ) : (
        <Pair data={data} scope={scope} a={pair[0]} b={pair[1]} />
      )}
    </section>
  );
}

function Pair({
  data,
  scope,
  a,
  b,
}: {
  data: PageData;
  scope: PageScope;
  a: string;
  b: string;
}): JSX.Element {
  const now = view.value;
  const names = (scope.comparison?.models ?? []).map(({ name }) => name);
  const options = names.map((name): [string, string] => [name, name]);
  const setting = settingOf(scope, now);
  const settings =
    scope.comparison?.groups.filter(({ by }) => by === null).map((group) => group.setting) ?? [];
  return (
    <>
      <div class="choices">
        <Choice
          label="A"
          value={a}
          options={options.filter(([name]) => name !== b)}
          onChange={(name) => change({ a: name })}
        />
        <Choice
          label="B"
          value={b}
          options={options.filter(([name]) => name !== a)}
          onChange={(name) => change({ b: name })}
        />
        <Choice
          label="Setting of the chart"
          value={setting}
          options={settings.map((one) => [one, SETTING_TITLES[one]])}
          onChange={(one) => change({ setting: one })}
        />
      </div>
      <Sentences data={data} scope={scope} a={a} b={b} />
      <Figure chart={forestChart(data, now, a, b)} note={forestNote(scope)} />
      <Source>
        {[
          scope.commands.compare,
          scope.byLanguage === null ? scope.commands.aggregate : scope.commands.byLanguage,
        ]}
      </Source>
    </>
  );
}

function Sentences({
  data,
  scope,
  a,
  b,
}: {
  data: PageData;
  scope: PageScope;
  a: string;
  b: string;
}): JSX.Element {
  const { comparison } = scope;
  const metric = metricOf(data, view.value);
  const groups = comparison?.groups.filter(({ by }) => by === null) ?? [];
  const said = groups.flatMap((group) => {
    const pair = pairOf(group, a, b);
    return comparison === null || pair === undefined
      ? []
      : [sentence(comparison, group, pair, metric)];
  });
  if (said.length === 0)
    return (
      <p>
        Of so many models the page holds scores, not the test of every pair. This makes it:{' '}
        <Command
          text={scope.commands.compare.replace(
            'glottobench compare ',
            `glottobench compare ${shellWord(a)} ${shellWord(b)} `,
          )}
        />
      </p>
    );
  return (
    <ul class="sentences">
      {said.map((text) => (
        <li key={text}>
          <Name text={text} longest={1000} />
        </li>
      ))}
    </ul>
  );
}

function forestNote({ byLanguage }: PageScope): string {
  return byLanguage === null
    ? 'Differences of the means by language, each over the tasks that the model was run on. There are no intervals: the page has them with per-query scores and up to twelve models.'
    : 'Intervals are for other questions in the same language and are not corrected for their number. Full points: the interval is clear of zero.';
}
