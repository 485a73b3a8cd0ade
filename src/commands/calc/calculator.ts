// The declaration of one calculator: a form of /calc, the concept that it works the number for, and the sentences that ask for it.

import type { z } from 'zod'
import type { Args, Context, Form, Options, Raw } from '../../command.ts'
import { form } from '../../command.ts'
import { row, showCall } from '../../pages/buttons.ts'
import type { Answer, Reply } from '../../reply.ts'

export interface Calculator {
  readonly name: string
  readonly form: Form
  readonly asked: readonly string[]
  readonly examples: readonly string[]
  readonly answer: z.ZodType<Answer>
}

/**
 * @param declared.name a slug, typed after /calc
 * @param declared.about what it works out, in at most 100 characters; shown in completion
 * @param declared.explains id of the concept that it belongs to: each reply links to it, and its card to this
 * @param declared.asked sentences that ask for it, without values
 * @param declared.examples lines that work as they stand; the first is given where a value can't be read
 */
export function calculator<const O extends Options, A extends Answer>(declared: {
  readonly name: string
  readonly about: string
  readonly explains: string
  readonly options: O
  readonly asked: readonly string[]
  readonly examples: readonly [string, ...string[]]
  readonly answer: z.ZodType<A>
  /** What is missing where no single option is needed but some of them together are. */
  lacks?(raw: Raw): readonly string[]
  run(args: Args<O>, context: Context): Reply<A> | Promise<Reply<A>>
}): Calculator {
  const { name, about, explains, options, asked, examples, answer, lacks, run } = declared
  return {
    name,
    asked,
    examples,
    answer,
    form: form({
      about,
      explains,
      options,
      example: examples[0],
      ...(lacks && { lacks }),
      async run(args, context) {
        const reply = await run(args, context)
        const concept = context.library.concept(explains)
        return {
          ...reply,
          blocks: [...reply.blocks, ...row([concept && context.button(concept.title, showCall(concept, 'card'))])],
        }
      },
    }),
  }
}
