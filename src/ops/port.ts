// Whether the port can be had that the pages are served on, found out by taking it for a moment.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { isIPv6 } from 'node:net'
import { ask, type Checked, fine, wrong } from './finding.ts'

const MEND: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there: end it, or set PORT to another number',
  EACCES: 'This user may not take that port: set PORT to 1024 or above',
  EADDRNOTAVAIL: 'HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
  ENOTFOUND: 'HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them',
}

/** A port that a running Nines has is fine: it is the one that is checked, or another that this one would take over from. Never throws. */
export async function checkPort({ host, port }: { readonly host: string; readonly port: number }): Promise<Checked> {
  const place = `${isIPv6(host) ? `[${host}]` : host}:${port}`
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return { findings: [fine('Port', port === 0 ? `any free one on ${host}` : `${place} can be listened on`)] }
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && (await ask(`http://${place}/healthz`)).body.alive === true)
      return { findings: [fine('Port', `a Nines that runs has ${place}`)] }
    const mend = MEND[code] ?? 'Check HOST and PORT'
    return { findings: [wrong('Port', `${place} can't be listened on (${code})`, mend)] }
  } finally {
    server.close()
  }
}
