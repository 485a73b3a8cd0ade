// SVG -> PNG with resvg and a font of our own: without one every label would vanish. Loaded when the first chart is drawn.

import { fileURLToPath } from 'node:url'
import type { ChartData } from '../reply.ts'
import { chartSvg } from './svg.ts'

const FONTS = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)),
)

/** A PNG at twice the size, for sharp screens. */
export async function chartPng(chart: ChartData): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(chartSvg(chart), {
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: 2 },
  })
  return image.asPng()
}
