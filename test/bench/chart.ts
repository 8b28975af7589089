export type Point = { x: number; y: number };
export type Chart = {
  title: string;
  xLabel: string;
  yLabel: string;
  series: readonly { name: string; points: readonly Point[] }[];
};

const plot = { width: 380, height: 330 };
const margin = { left: 76, right: 84, top: 54, bottom: 60 };
const panel = { width: margin.left + plot.width + margin.right, height: margin.top + plot.height + margin.bottom };
const colours = ['#b4552d', '#3d6fa5', '#1d7a46'];
const ink = '#20201e';
const grid = '#e4ded0';

/** Charts beside each other, both axes logarithmic, the upright one the same for all, each curve named at its end. */
export function drawCharts(charts: readonly Chart[]): string {
  const width = panel.width * charts.length;
  const y = uprightScale(
    charts.flatMap(({ series }) => series.flatMap(({ points }) => points.map((point) => point.y))),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${panel.height}" width="${width}" height="${panel.height}">`,
    `<rect width="${width}" height="${panel.height}" fill="#fffdf8"/>`,
    `<g font-family="'DejaVu Sans', Verdana, sans-serif" font-size="13" fill="${ink}">`,
    ...charts.map((chart, at) => `<g transform="translate(${panel.width * at} 0)">\n${drawChart(chart, y)}\n</g>`),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function drawChart({ title, xLabel, yLabel, series }: Chart, y: Scale): string {
  const x = levelScale(series.flatMap(({ points }) => points.map((point) => point.x)));
  const middle = margin.left + plot.width / 2;
  const centre = margin.top + plot.height / 2;
  return [
    text(middle, 30, 'middle', title, 'font-size="15"'),
    text(middle, panel.height - 14, 'middle', xLabel),
    text(20, centre, 'middle', yLabel, `transform="rotate(-90 20 ${centre})"`),
    ...x.ticks.map((tick) => {
      const at = round(x.place(tick));
      return [line(at, margin.top, at, margin.top + plot.height), text(at, panel.height - 38, 'middle', number(tick))];
    }),
    ...y.ticks.map((tick) => {
      const at = round(y.place(tick));
      return [line(margin.left, at, margin.left + plot.width, at), text(margin.left - 8, at + 4, 'end', number(tick))];
    }),
    ...series.map((each, at) => drawSeries(each, colours[at % colours.length]!, x.place, y.place)),
  ]
    .flat()
    .join('\n');
}

function drawSeries(
  { name, points }: Chart['series'][number],
  colour: string,
  placeX: (value: number) => number,
  placeY: (value: number) => number,
): string {
  const places = points.map(({ x, y }) => ({ x: round(placeX(x)), y: round(placeY(y)) }));
  const last = places.at(-1)!;
  return [
    `<polyline points="${places.map(({ x, y }) => `${x},${y}`).join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5"/>`,
    ...places.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`),
    text(last.x + 10, last.y + 5, 'start', name, `fill="${colour}" font-weight="bold"`),
  ].join('\n');
}

type Scale = { ticks: readonly number[]; place: (value: number) => number };

/** From the least value to the greatest, with the powers of ten between them that leave room for its label. */
function levelScale(values: readonly number[]): Scale {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const inner = powersOfTen(Math.ceil(Math.log10(least)), Math.floor(Math.log10(greatest / 3)));
  const share = logShare(least, greatest);
  const ticks = [...new Set([least, ...inner, greatest])];
  return { ticks, place: (value) => margin.left + share(value) * plot.width };
}

/** From the power of ten below the least value to the one above the greatest. */
function uprightScale(values: readonly number[]): Scale {
  const ticks = powersOfTen(Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values))));
  const share = logShare(ticks[0]!, ticks.at(-1)!);
  return { ticks, place: (value) => margin.top + (1 - share(value)) * plot.height };
}

function powersOfTen(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, power) => 10 ** (from + power));
}

function logShare(from: number, to: number): (value: number) => number {
  return (value) => Math.log(value / from) / Math.log(to / from);
}

function text(x: number, y: number, anchor: string, said: string, more = ''): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}"${more && ` ${more}`}>${said}</text>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${x1} ${y1}L${x2} ${y2}" stroke="${grid}"/>`;
}

function number(value: number): string {
  return value < 1 ? String(Number(value.toPrecision(1))) : value.toLocaleString('en');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
