// Loaded into the program before it starts, for the soak: asked for by a message, collects the garbage and tells what is left.

process.on('message', () => {
  // What was finalised by the first is freed by the second.
  globalThis.gc?.()
  globalThis.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  process.send?.({ rss: rss / 1e6, heap: (heapUsed + external) / 1e6, cpu: (user + system) / 1e6 })
})
// Whoever measures may be interrupted.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The program ends when it has stopped, not when nobody listens any more.
process.channel?.unref()
