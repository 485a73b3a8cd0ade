// What an operator's tools ask of a running program: whether it lives, whether it is of use, and what it has counted.

import type { Page } from '../adapter.ts'
import type { Metrics, Observed } from './metrics.ts'

const JSON_TYPE = 'application/json'

/**
 * `/healthz`: the process answers. `/readyz`: the store answers and at least one platform is connected, else 503; the body says
 * which is missing. `/metrics`: for Prometheus.
 */
export function pages({ connected, store }: Observed, metrics: Pick<Metrics, 'text' | 'type'>): readonly Page[] {
  return [
    { path: '/healthz', read: async () => ({ status: 200, type: JSON_TYPE, body: '{"alive":true}\n' }) },
    {
      path: '/readyz',
      async read() {
        const platforms = connected()
        const kept = await store()
        const ready = kept.ready && Object.values(platforms).includes(true)
        const body = `${JSON.stringify({ ready, store: kept.ready, platforms })}\n`
        return { status: ready ? 200 : 503, type: JSON_TYPE, body }
      },
    },
    { path: '/metrics', read: async () => ({ status: 200, type: metrics.type, body: await metrics.text() }) },
  ]
}
