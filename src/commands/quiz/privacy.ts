// What is kept on a person: shown, kept off the boards, or deleted.

import { z } from 'zod'
import { form, optional } from '../../command.ts'
import { row } from '../../pages/buttons.ts'
import { code, type Reply, text } from '../../reply.ts'
import { named } from '../../value/format.ts'
import { kept } from './kept.ts'

export const privacyAnswer = z.strictObject({
  type: z.literal('quiz-privacy'),
  act: z.enum(['show', 'off', 'on', 'delete']),
  onBoards: z.boolean(),
})

const ACTS = [
  { name: 'off', written: 'off|hide|leave' },
  { name: 'on', written: 'on|show|join' },
  { name: 'delete', written: 'delete|erase|forget' },
] as const

const acts = named('choice', ACTS, '/quiz privacy')
/** What may stand beside a choice. */
const BESIDE = /\b(?:please|me|my|all|of|it|from|the|boards?|answers?|data|everything)\b|[\s.,!]/giu

/** The choice where a line says nothing else: "do not delete" is none. Plain words choose nothing and are shown what there is. */
const act: typeof acts = {
  ...acts,
  spot(passage) {
    const { text, door } = passage
    if (door === 'sentence') return []
    return (acts.spot?.(passage) ?? []).filter(
      ({ from, to }) => `${text.slice(0, from)}${text.slice(to)}`.replace(BESIDE, '') === '',
    )
  },
}

export const privacy = form({
  about: 'Leaves the boards (off), joins them again (on), or deletes what is kept on you',
  options: { choice: optional(act, 'off, on or delete') },
  example: '/quiz privacy off',
  async run({ choice }, context): Promise<Reply<z.infer<typeof privacyAnswer>>> {
    const { asker } = context
    const hidden = await kept(context, async ({ people }) => {
      if (choice?.name === 'delete') await people.remove(asker.workspace, asker.person)
      else if (choice) await people.hide(asker.workspace, asker.person, choice.name === 'off')
      return people.hidden(asker.workspace, asker.person)
    })
    const state = hidden ? 'You are on no board.' : 'You are on the boards of the places where you answer.'
    const said = {
      show: state,
      off: 'You are on no board any more. Your answers count for you alone.',
      on: 'You are on the boards again, with all your answers.',
      delete:
        'Deleted: your answers, your practice, your time zone and this choice. Schedules and reports stay, without your name. What you answer from now on is kept anew.',
    }[choice?.name ?? 'show']
    const set = (label: string, value: string) =>
      context.button(label, { command: 'quiz', form: 'privacy', raw: { choice: value } })
    return {
      private: true,
      blocks: [
        text(said),
        ...(choice
          ? []
          : [
              text(
                'Kept on you in this workspace: your id with each answer, what you practised and when it is due again, and the time zone you set. ',
                code(context.typed('/quiz privacy delete')),
                ' deletes all of it.',
              ),
              ...row([hidden ? set('Join the boards', 'on') : set('Leave the boards', 'off')]),
            ]),
      ],
      answer: { type: 'quiz-privacy', act: choice?.name ?? 'show', onBoards: !hidden },
    }
  },
})
