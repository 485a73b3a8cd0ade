// Requests to Discord whose pictures are put together before they are sent.
//
// Given a form, the HTTP client reads it piece by piece while it sends. Where the request ends before that, because its time is up,
// the client (undici 8.10 in Node 26.10) throws outside of every promise, and the process is gone.

import { DefaultRestOptions, type RESTOptions } from 'discord.js'

/** How requests are made: as the SDK makes them, but for forms, which are sent as bytes of a known length. */
export const wholeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init)
  const form = new Response(init.body)
  const headers = {
    ...(init.headers as Record<string, string>),
    'content-type': form.headers.get('content-type') ?? '',
  }
  return DefaultRestOptions.makeRequest(url, { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) })
}
