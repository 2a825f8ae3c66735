import type { JSX } from 'preact';
import type { PageData } from '../src/types/page.js';
import { Filters } from './parts/filters.js';
import { Compare } from './sections/compare.js';
import { Factors } from './sections/factors.js';
import { Overview } from './sections/overview.js';
import { Pool } from './sections/pool.js';
import { Queries } from './sections/queries.js';
import { Provenance } from './sections/provenance.js';
import { Typology } from './sections/typology.js';
import { World } from './sections/world.js';

const SECTIONS = [
  ['overview', 'Overview', Overview],
  ['factors', 'Backbone and batching', Factors],
  ['typology', 'Typology', Typology],
  ['map', 'Map', World],
  ['cross', 'Across languages', Pool],
  ['compare', 'Two models', Compare],
  ['queries', 'Queries', Queries],
  ['provenance', 'Provenance', Provenance],
] as const;

/** The page: one column, what matters most first. */
export function App({ data }: { data: PageData }): JSX.Element {
  return (
    <>
      <header>
        <h1>Retrieval across languages</h1>
        <p class="lead">{summary(data)}</p>
        <nav aria-label="Sections">
          <ul>
            {SECTIONS.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <Filters data={data} />
      <main>
        {SECTIONS.map(([id, , Section]) => (
          <Section key={id} data={data} />
        ))}
      </main>
      <footer>
        <p>
          Made by glottobench {data.version}. Everything is in this file; it asks nothing of a
          network.
        </p>
      </footer>
    </>
  );
}

function summary({ models, tasks, languages, scopes }: PageData): string {
  const families = new Set(Object.values(languages).flatMap(({ family }) => family ?? [])).size;
  const count = (n: number, one: string, many: string): string =>
    `${String(n)} ${n === 1 ? one : many}`;
  const cells = scopes[0]?.aggregation.slices.reduce((sum, slice) => sum + slice.cells, 0) ?? 0;
  return [
    count(models.length, 'model', 'models'),
    count(tasks.length, 'task', 'tasks'),
    `${count(Object.keys(languages).length, 'language', 'languages')} of ${count(families, 'family', 'families')}`,
    count(cells, 'scored cell', 'scored cells'),
  ].join(' · ');
}
