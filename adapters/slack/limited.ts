// Slack's "too many requests", heard on every way on which something is sent to it: Web API, sockets' addresses, response URLs.

const TOO_MANY = 429

/** Like `fetch`; `onLimited` hears of each answer that says that it was one request too many. */
export const hearing =
  (onLimited: () => void): typeof fetch =>
  async (...given) => {
    const response = await fetch(...given)
    if (response.status === TOO_MANY) onLimited()
    return response
  }
