// Evaluates the arithmetic that stands in an entry, so that a worked number can't be wrong.
//
// A piece of code "left = right" is checked when its left side is arithmetic: left is computed in floating point, right is
// read as a number, rounded as far as it is written, with a unit after it. "a = b = c" checks each neighbour with the first.

const FUNCTIONS: Record<string, (...args: number[]) => number> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  choose: (n = 0, k = 0) => {
    let product = 1
    for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i
    return Math.round(product)
  },
}

const TOKEN = /\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(\s*%)?|([a-z][a-z0-9]*)|(.))/gy

interface Token {
  readonly number?: number
  readonly name?: string
  readonly sign?: string
}

function tokens(text: string): Token[] {
  const out: Token[] = []
  TOKEN.lastIndex = 0
  for (;;) {
    const match = TOKEN.exec(text.trimEnd())
    if (!match) return out
    if (match[1] !== undefined) out.push({ number: Number(match[1].replaceAll(',', '')) / (match[2] ? 100 : 1) })
    else if (match[3] !== undefined) out.push({ name: match[3] })
    else if (match[4] !== undefined) out.push({ sign: match[4] })
  }
}

/** The value of an expression of numbers, + - * / ^ ( ) and the functions above. Throws on anything else. */
export function evaluate(text: string): number {
  const list = tokens(text)
  let at = 0
  const accept = (sign: string): boolean => {
    if (list[at]?.sign !== sign) return false
    at++
    return true
  }
  const expect = (sign: string): void => {
    if (!accept(sign)) throw new Error(`expected "${sign}" in "${text}"`)
  }
  const primary = (): number => {
    const token = list[at++]
    if (token?.number !== undefined) return token.number
    if (token?.sign === '(') {
      const value = sum()
      expect(')')
      return value
    }
    const call = token?.name !== undefined && Object.hasOwn(FUNCTIONS, token.name) ? FUNCTIONS[token.name] : undefined
    if (!call) throw new Error(`"${token?.name ?? token?.sign ?? 'the end'}" is not arithmetic`)
    expect('(')
    const args = [sum()]
    while (accept(',')) args.push(sum())
    expect(')')
    return call(...args)
  }
  const power = (): number => {
    const base = primary()
    return accept('^') ? base ** signed() : base
  }
  const signed = (): number => (accept('-') ? -signed() : power())
  const product = (): number => {
    let value = signed()
    for (;;) {
      if (accept('*') || accept('×') || accept('·')) value *= signed()
      else if (accept('/')) value /= signed()
      else return value
    }
  }
  const sum = (): number => {
    let value = product()
    for (;;) {
      if (accept('+')) value += product()
      else if (accept('-') || accept('−')) value -= product()
      else return value
    }
  }
  const value = sum()
  if (at < list.length)
    throw new Error(`"${list[at]?.name ?? list[at]?.sign ?? list[at]?.number}" is left over in "${text}"`)
  return value
}

const RESULT =
  /^\s*(-?)\s*(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(?:\s*[x×]\s*10\^(-?\d+))?\s*(%)?(?:\s*[\p{L}$/][\p{L}\p{N}\s/$·.-]*)?\s*$/u

/** Checks one piece of code. Undefined where it holds no equation to check. */
export function checkEquation(text: string): { readonly holds: boolean; readonly problem?: string } | undefined {
  const [left, ...results] = text.split(/\s+=\s+/)
  if (left === undefined || results.length === 0) return undefined
  let value: number
  try {
    value = evaluate(left)
  } catch (error) {
    return { holds: false, problem: `\`${text}\` is not arithmetic: ${(error as Error).message}` }
  }
  for (const result of results) {
    const close = agrees(value, result)
    if (close === undefined)
      return { holds: false, problem: `\`${text}\`: "${result}" is neither a number nor arithmetic` }
    if (!close)
      return { holds: false, problem: `\`${text}\` does not come out: ${left} is ${Number(value.toPrecision(10))}` }
  }
  return { holds: true }
}

function agrees(value: number, result: string): boolean | undefined {
  const match = RESULT.exec(result)
  if (match && (match[2] !== undefined || match[3] !== undefined)) {
    const [, minus, whole = '0', fraction = '', exponent = '0', percent] = match
    const scale = 10 ** Number(exponent) / (percent ? 100 : 1)
    const stated = Number(`${minus}${whole.replaceAll(',', '')}.${fraction || '0'}`) * scale
    // Half a unit of the last digit written, and a little for floating point.
    return Math.abs(value - stated) <= 0.5 * 10 ** -fraction.length * scale * (1 + 1e-9) + 1e-12
  }
  try {
    return Math.abs(value - evaluate(result)) <= 1e-9 * Math.max(1, Math.abs(value))
  } catch {
    return undefined
  }
}
