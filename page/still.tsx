import { renderToString } from 'preact-render-to-string';
import type { PageData } from '../src/types/page.js';
import { App } from './app.js';
import { overviewChart } from './charts/overview.js';
import { svgOf } from './charts/draw.js';
import { prerendered } from './parts/figure.js';
import { DEFAULT_VIEW, view } from './state/view.js';

/** A column of text on a desk, pixels; narrower windows scale the picture. */
const WIDTH = 900;

/**
 * The page as it is before any script runs: the same components, with the overview drawn. This
 * module is bundled with everything it needs, so that nobody who installs the package installs a
 * chart library.
 */
export async function stillPage(data: PageData): Promise<string> {
  view.value = DEFAULT_VIEW;
  const overview = overviewChart(data, DEFAULT_VIEW);
  prerendered.set(overview.id, await svgOf(overview.spec(WIDTH)));
  const html = renderToString(<App data={data} />);
  prerendered.clear();
  return html;
}
