// Chart data -> SVG: bars or lines over one axis, with a legend where there is more than one series. Light on dark, readable at the
// width of a phone; series differ by dash and label as well as by colour.

import type { ChartData } from '../reply.ts'

const WIDTH = 720
const HEIGHT = 400
const MARGIN = { top: 64, right: 24, bottom: 56, left: 72 }
const COLOURS = ['#60a5fa', '#fbbf24', '#34d399', '#f472b6', '#a78bfa', '#f87171']
const DASHES = ['', '8 4', '2 4', '12 4 2 4', '4 4', '1 3']
/** Width of a character of the labels, on average. */
const CHARACTER = 7
/** Below zero: overspent. */
const BELOW = '#f87171'
/** Labels of the x axis that fit beside each other. */
const LABELS_SHOWN = 12

const literal = (text: string): string => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
const short = (text: string, most: number): string =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text
const amount = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)))

export function chartSvg(chart: ChartData): string {
  const { labels, series, shape } = chart
  const values = series.flatMap((each) => each.values)
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values))
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)]
  const plot = { width: WIDTH - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom }
  const y = (value: number): number => MARGIN.top + plot.height * (1 - (value - low) / (high - low || 1))
  const slot = plot.width / Math.max(1, labels.length)
  const x = (at: number): number => MARGIN.left + slot * (at + 0.5)
  const every = Math.ceil(labels.length / LABELS_SHOWN)
  const parts = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#111827"/>`,
    `<text x="${MARGIN.left}" y="28" class="title">${literal(short(chart.title, 70))}</text>`,
    ...ticks.map(
      (tick) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(tick)}" y2="${y(tick)}" stroke="${tick === 0 ? '#9ca3af' : '#374151'}"/><text x="${MARGIN.left - 8}" y="${y(tick) + 4}" text-anchor="end">${amount(tick)}</text>`,
    ),
    `<text x="16" y="${MARGIN.top - 18}">${literal(chart.unit)}</text>`,
    ...labels.flatMap((label, at) =>
      at % every === 0
        ? [
            `<text x="${x(at)}" y="${HEIGHT - MARGIN.bottom + 22}" text-anchor="middle">${literal(short(label, Math.max(4, Math.floor((slot * every) / 8))))}</text>`,
          ]
        : [],
    ),
    ...series.map((each, index) =>
      shape === 'bar' ? bars(each.values, index, series.length, slot, x, y) : line(each.values, index, x, y),
    ),
    ...(series.length > 1 ? legend(series.map(({ name }) => name)) : []),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><style>text{font-family:Inter;font-size:13px;fill:#e5e7eb}.title{font-size:18px;font-weight:600}</style>${parts.join('')}</svg>`
}

type Scale = (value: number) => number

function bars(values: readonly number[], index: number, of: number, slot: number, x: Scale, y: Scale): string {
  const width = (slot * 0.7) / of
  return values
    .map((value, at) => {
      const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))]
      return `<rect x="${x(at) - slot * 0.35 + index * width}" y="${top}" width="${Math.max(1, width - 1)}" height="${bottom - top}" fill="${value < 0 ? BELOW : COLOURS[index % COLOURS.length]}"/>`
    })
    .join('')
}

function line(values: readonly number[], index: number, x: Scale, y: Scale): string {
  const points = values.map((value, at) => `${x(at)},${y(value)}`).join(' ')
  return `<polyline points="${points}" fill="none" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="2.5" stroke-dasharray="${DASHES[index % DASHES.length]}"/>`
}

/** Names beside each other, each as wide as it is long. */
function legend(names: readonly string[]): string[] {
  const room = Math.floor((WIDTH - MARGIN.left - MARGIN.right) / names.length / CHARACTER) - 6
  let at = MARGIN.left
  return names.map((name, index) => {
    const shown = short(name, Math.max(6, room))
    const from = at
    at += 46 + [...shown].length * CHARACTER
    return `<line x1="${from}" x2="${from + 24}" y1="${HEIGHT - 14}" y2="${HEIGHT - 14}" stroke="${COLOURS[index % COLOURS.length]}" stroke-width="4" stroke-dasharray="${DASHES[index % DASHES.length]}"/><text x="${from + 30}" y="${HEIGHT - 10}">${literal(shown)}</text>`
  })
}

/** Four to seven round numbers that hold both ends. */
function niceTicks(low: number, high: number): number[] {
  const span = high - low || 1
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}
