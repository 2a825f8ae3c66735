import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { csvTable } from '../../src/report/write/csv.js';
import { drawInto } from '../charts/draw.js';
import type { Chart } from '../charts/theme.js';
import { More } from './more.js';
import { save, savePng, saveSvg } from './save.js';
import { DataTable } from './table.js';
import { showTip } from './tip.js';

/** Pictures of the first paint, by chart: made before there is a browser. */
export const prerendered = new Map<string, string>();

/** A chart with its title, its table, and what can be taken from it. */
export function Figure({ chart, note }: { chart: Chart; note?: string }): JSX.Element {
  const area = useRef<HTMLDivElement>(null);
  useDrawing(area, chart);
  const columns = chart.columns.map(({ key }) => key);
  return (
    <figure id={`figure-${chart.id}`}>
      <figcaption>
        <bdi>{chart.title}</bdi>
      </figcaption>
      {chart.rows.length === 0 ? (
        <p class="empty">Nothing to draw: no scores pass the filters.</p>
      ) : (
        <div
          class="chart"
          ref={area}
          role="img"
          aria-label={`${chart.title}. ${chart.alt}`}
          dangerouslySetInnerHTML={{ __html: prerendered.get(chart.id) ?? '' }}
        />
      )}
      {note !== undefined && <p class="note">{note}</p>}
      <div class="tools">
        <More title="Table">
          {() => <DataTable caption={chart.title} columns={chart.columns} rows={chart.rows} />}
        </More>
        <button
          type="button"
          class="quiet"
          onClick={() => save(`${chart.id}.csv`, 'text/csv', csvTable(columns, [...chart.rows]))}
        >
          CSV
        </button>
        <button type="button" class="quiet" onClick={() => saveSvg(chart, area.current)}>
          SVG
        </button>
        <button type="button" class="quiet" onClick={() => savePng(chart, area.current)}>
          PNG
        </button>
      </div>
    </figure>
  );
}

/**
 * Draws when the chart is near the window, again when its data or its width change, and before
 * printing.
 */
function useDrawing(area: { readonly current: HTMLDivElement | null }, chart: Chart): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    let free: (() => void) | undefined;
    let drawn = 0;
    let near = false;
    const draw = (): void => {
      const width = Math.floor(element.clientWidth);
      if (width === 0 || width === drawn) return;
      drawn = width;
      const next = document.createElement('div');
      void drawInto(next, chart.spec(width), showTip).then((release) => {
        if (drawn !== width) {
          release();
          return;
        }
        free?.();
        free = release;
        element.replaceChildren(next);
        element.dataset['drawn'] = chart.title;
      });
    };
    const sight = new IntersectionObserver(
      (entries) => {
        near = entries.some((entry) => entry.isIntersecting);
        if (near) draw();
      },
      { rootMargin: '800px' },
    );
    const size = new ResizeObserver(() => near && draw());
    sight.observe(element);
    size.observe(element);
    addEventListener('beforeprint', draw);
    return () => {
      drawn = -1;
      sight.disconnect();
      size.disconnect();
      removeEventListener('beforeprint', draw);
      free?.();
    };
    // the rows are what changes; a new object with the same rows draws nothing new
  }, [chart.title, JSON.stringify(chart.rows)]);
}
