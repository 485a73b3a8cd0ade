// Discord's "too many requests", heard on every request. The SDK waits by itself before it is told so; what is heard here was said.

import type { RESTOptions } from 'discord.js'
import { wholeRequest } from './uploads.ts'

const TOO_MANY = 429

/** How requests are made; `onLimited` hears of each answer that says that it was one request too many. */
export const hearing =
  (onLimited: () => void): RESTOptions['makeRequest'] =>
  async (...given) => {
    const response = await wholeRequest(...given)
    if (response.status === TOO_MANY) onLimited()
    return response
  }
