// Numbers that are no exact ones to begin with: three digits of them, however large.

import { numberText } from '../../amounts.ts'

/** "86,200,000,000"; past 10^14 a power of ten. */
export const rough = (value: number): string =>
  numberText(Number.isFinite(value) ? Number(value.toPrecision(3)) : value)

/** "20/s", and where that is less than one, "100/h". */
export const roughRate = (perSecond: number): string =>
  perSecond >= 1 || perSecond === 0 ? `${rough(perSecond)}/s` : `${rough(perSecond * 3600)}/h`
