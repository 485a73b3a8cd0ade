// Sites that share the load must each leave room for one that is lost.

import { ONE, ratio } from '../../reliability/rational.ts'
import { share } from './figures.ts'
import { gray } from './sources.ts'
import type { Template } from './template.ts'

const WORDS = ['stock trades', 'searches', 'logins', 'messages', 'payments', 'page views', 'bookings', 'game rounds']

export const siteHeadroom: Template = {
  name: 'site-headroom',
  topic: 'availability',
  concept: 'active-active',
  difficulty: 1,
  source: gray,
  draw(random) {
    const n = random.between(3, 8)
    const work = random.pick(WORDS)
    return {
      ask: `${n} equal sites share all ${work} evenly. How full may each be at most, so that the others can carry everything when one site is lost?`,
      right: share(ratio(n - 1, n), `${n - 1} sites must be able to carry what ${n} carry now`, `${n - 1} / ${n}`),
      wrong: [
        share(ratio(1, 2), 'That is the rule for two sites, where one must carry both', '1 / 2'),
        share(ratio(1, n), 'That is the share of the load a site gets, not how full it may be', `1 / ${n}`),
        share(ratio(n, n + 1), `This reckons with a spare site beside the ${n}, and there is none`, `${n} / ${n + 1}`),
        share(ratio(n - 2, n), 'This leaves room for losing two sites at once', `${n - 2} / ${n}`),
        share(ONE, 'Full sites leave no room: the others would have to carry more than they can', `${n} / ${n}`),
      ],
    }
  },
}
