// What is around a bot that runs for others: pages, numbers, limits, new content and a clean end.

export { begin } from './begin.ts'
export { createGuard } from './guard.ts'
export { createHttp } from './http.ts'
export { createMetrics } from './metrics.ts'
export { observe } from './observe.ts'
export { pages } from './pages.ts'
export { createReload } from './reload.ts'
export { shutDown } from './stop.ts'
export { createSwitch } from './switch.ts'
