// A recovery point objective of nothing: "RPO 0", "no data loss". A duration else, with its unit.

import type { Kind } from '../command.ts'
import type { Ratio } from '../reliability/rational.ts'
import { worded } from './worded.ts'

const SAID =
  /(?<![\p{L}\d])(?:(?:rpo|recovery point(?: objective)?)\s*(?:=|:|of|is|must be)?\s*(?:0|zero|none)(?![\p{L}\d]|[.,]\d)|(?:no|zero|without(?: any)?) (?:data ?loss|lost (?:data|writes|orders))|never lose (?:any )?(?:data|writes?|orders?)|0(?= data loss))/iu

/** The kind, which may also say that nothing may be lost. */
export const orNothing = (kind: Kind<Ratio>): Kind<Ratio> =>
  worded(kind, [
    [SAID, '0s'],
    [/^\s*(?:0|zero|none|nothing)\s*$/i, '0s'],
  ])
