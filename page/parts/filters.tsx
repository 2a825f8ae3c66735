import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PageData } from '../../src/types/page.js';
import { openScope } from '../state/data.js';
import { modelsOf, scopeOf, SETTING_TITLES, settingsOf } from '../state/select.js';
import { change, DEFAULT_VIEW, view } from '../state/view.js';
import { Choice } from './controls.js';
import { Name } from './text.js';

/** What is shown of all there is. */
export function Filters({ data }: { data: PageData }): JSX.Element {
  const now = view.value;
  const scope = scopeOf(data, now);
  const values = (
    pick: (model: PageData['models'][number]) => string | null,
  ): [string, string][] => [
    ['', 'any'],
    ...[...new Set(data.models.flatMap((model) => pick(model) ?? []))]
      .sort()
      .map((value): [string, string] => [value, value]),
  ];
  const changed = JSON.stringify(now) !== JSON.stringify({ ...DEFAULT_VIEW });
  return (
    <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <Models data={data} />
      <Choice
        label="Task"
        value={scope.id}
        options={data.scopeNames.map(({ id, label }) => [id, label])}
        onChange={(task) => void openScope(task).then(() => change({ task }))}
      />
      <Choice
        label="Setting"
        value={now.setting}
        options={[
          ['', 'all'],
          ...settingsOf(scope).map((setting): [string, string] => [
            setting,
            SETTING_TITLES[setting],
          ]),
        ]}
        onChange={(setting) => change({ setting })}
      />
      <FactorChoice
        label="Backbone"
        value={now.backbone}
        options={values((m) => m.backbone)}
        onChange={(backbone) => change({ backbone })}
      />
      <FactorChoice
        label="Batching"
        value={now.batching}
        options={values((m) => m.batching)}
        onChange={(batching) => change({ batching })}
      />
      {changed && (
        <button type="button" class="quiet" onClick={() => (view.value = DEFAULT_VIEW)}>
          reset
        </button>
      )}
    </form>
  );
}

/** Only where models differ in it. */
function FactorChoice(props: Parameters<typeof Choice>[0]): JSX.Element | null {
  return props.options.length < 3 ? null : <Choice {...props} />;
}

function Models({ data }: { data: PageData }): JSX.Element {
  const [search, setSearch] = useState('');
  const chosen = view.value.models;
  const kept = modelsOf(data, view.value).length;
  const total = data.models.length;
  const found = data.models.filter(({ label }) =>
    label.toLowerCase().includes(search.toLowerCase()),
  );
  const toggle = (label: string, on: boolean): void => {
    const others = chosen.filter((one) => one !== label);
    change({ models: on ? [...others, label] : others });
  };
  return (
    <details class="models">
      <summary>
        <span>Models</span>{' '}
        {kept === total ? `all ${String(total)}` : `${String(kept)} of ${String(total)}`}
      </summary>
      <div class="sheet">
        <input
          type="search"
          aria-label="Find a model"
          placeholder="find"
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        {chosen.length > 0 && (
          <button type="button" class="quiet" onClick={() => change({ models: [] })}>
            show all
          </button>
        )}
        <ul>
          {found.map(({ label }) => (
            <li key={label}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(label)}
                  onChange={({ currentTarget }) => toggle(label, currentTarget.checked)}
                />
                <Name text={label} longest={60} />
              </label>
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}
