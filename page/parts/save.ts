import { paint, type Chart } from '../charts/theme.js';

/** Hands a file to the reader. */
export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function svgText(area: HTMLElement | null): string | undefined {
  const svg = area?.querySelector('svg');
  if (svg === null || svg === undefined) return undefined;
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return paint(new XMLSerializer().serializeToString(copy));
}

export function saveSvg(chart: Chart, area: HTMLElement | null): void {
  const text = svgText(area);
  if (text !== undefined) save(`${chart.id}.svg`, 'image/svg+xml', text);
}

/** Twice the size on white, through the browser's own canvas. */
export function savePng(chart: Chart, area: HTMLElement | null): void {
  const text = svgText(area);
  const svg = area?.querySelector('svg');
  if (text === undefined || svg === null || svg === undefined) return;
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob !== null && save(`${chart.id}.png`, 'image/png', blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}
