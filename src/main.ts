// The way in. Node keeps what it has read and compiled of the sources, which halves the next start; so this has to run before any of
// them is loaded.

import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Where it can't be written, as in a container whose files are read-only, all is compiled anew and nothing else changes.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/nines/compiled'))
await import('./program.ts')
