// A system of parts, written: in the short notation, and drawn as a tree.

import { targetText } from '../amounts.ts'
import type { Part } from '../reliability/part.ts'

/** The system in the short notation, which reads back as the same. */
export function writeExpression(part: Part, inside = false): string {
  switch (part.kind) {
    case 'part':
      return [part.name, targetText(part.availability).replace(' %', '')].filter(Boolean).join(' ')
    case 'repeat': {
      const need = part.need === 1 ? '' : ` need ${part.need}`
      const one = `${writeExpression(part.part, true)} x${part.times}${need}`
      return inside && need !== '' ? `(${one})` : one
    }
    case 'series':
      return brackets(part.parts.map((each) => writeExpression(each, true)).join(' > '), inside)
    case 'choose': {
      const all = part.of.map((each) => writeExpression(each, true)).join(' || ')
      return part.need === 1 ? brackets(all, inside) : `${part.need} of ${part.of.length} (${all})`
    }
  }
}
const brackets = (text: string, needed: boolean): string => (needed ? `(${text})` : text)

/** The system as a tree of characters. */
export function drawExpression(part: Part): string {
  const label = (each: Part): string => {
    switch (each.kind) {
      case 'part':
        return [each.name, targetText(each.availability)].filter(Boolean).join(' ')
      case 'series':
        return 'all of'
      case 'choose':
        return each.need === 1 ? 'any one of' : `${each.need} of these ${each.of.length}`
      case 'repeat':
        return each.need === 1 ? `any one of ${each.times} ×` : `${each.need} of ${each.times} ×`
    }
  }
  const below = (each: Part): readonly Part[] =>
    each.kind === 'series' ? each.parts : each.kind === 'choose' ? each.of : each.kind === 'repeat' ? [each.part] : []
  const lines: string[] = []
  const draw = (each: Part, prefix: string, head: string): void => {
    const [only, ...others] = below(each)
    if (each.kind === 'repeat' && only?.kind === 'part' && others.length === 0) {
      lines.push(`${prefix}${head}${label(each)} ${label(only)}`)
      return
    }
    lines.push(`${prefix}${head}${label(each)}`)
    const deeper = head === '' ? prefix : `${prefix}${head === '└─ ' ? '   ' : '│  '}`
    const children = below(each)
    children.forEach((child, at) => {
      draw(child, deeper, at === children.length - 1 ? '└─ ' : '├─ ')
    })
  }
  draw(part, '', '')
  return lines.join('\n')
}
