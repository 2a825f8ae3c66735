import { renderToString } from 'preact-render-to-string';
import type { PageData } from '../src/types/page.js';
import { App } from './app.js';
import { allCharts } from './charts/all.js';
import { overviewChart } from './charts/overview.js';
import { svgOf } from './charts/draw.js';
import { paint } from './charts/theme.js';
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

/**
 * Pixels of a column and of a page with two, as conferences print them (3.3 and 6.9 inches at 96
 * per inch).
 */
const COLUMNS = { column: 317, page: 662 } as const;

/** Every chart in both widths as SVG, and its spec for Vega's editor: the same as on the page. */
export async function stillCharts(
  data: PageData,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const files: { name: string; text: string }[] = [];
  for (const [name, chart] of allCharts(data)) {
    for (const [size, width] of Object.entries(COLUMNS))
      files.push({
        name: `${name}-${size}.svg`,
        text: paint(await svgOf(chart.spec(width))),
      });
    files.push({
      name: `${name}.vl.json`,
      text: `${paint(JSON.stringify(chart.spec(COLUMNS.page), null, 1))}\n`,
    });
  }
  return files;
}
