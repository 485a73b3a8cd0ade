// A bot that can be exchanged for another while it is in use: adapters hold this one, and new content makes a new one behind it.

import type { Bot } from '../bot.ts'

export interface Switch extends Bot {
  /** From the next call on; what is being answered ends as it began. */
  use(bot: Bot): void
}

export function createSwitch(first: Bot): Switch {
  let bot = first
  return {
    commands: first.commands,
    get library() {
      return bot.library
    },
    typed: (line) => bot.typed(line),
    answer: (input, asker) => bot.answer(input, asker),
    fromMemory: (input) => bot.fromMemory(input),
    suggest: (...given) => bot.suggest(...given),
    use(next) {
      bot = next
    },
  }
}
