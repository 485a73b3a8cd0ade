import { defineConfig } from 'vitest/config'

// Two at once, also on two cores: much of what the tests do is waiting for a server or a child process.
export default defineConfig({ test: { include: ['test/**/*.test.ts'], testTimeout: 30_000, maxWorkers: 2 } })
