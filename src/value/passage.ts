// A passage of text, taken as it stands: a message to explain.

import type { Kind } from '../command.ts'

export const passage: Kind<string> = {
  name: 'text',
  expects: 'a piece of text, such as a message from an incident channel',
  example: '/nines explain after the failover we had a split brain and lost quorum',
  rest: true,
  read: (text) => text,
}
