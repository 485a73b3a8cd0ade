// What Slack shows outside a conversation: modals and the home tab.

import type { types } from '@slack/bolt'
import { cut } from '../../src/cut.ts'
import type { BlockOf, Reply } from '../../src/reply.ts'
import { LIMITS } from './limits.ts'
import { render } from './render.ts'

export const FORM_VIEW = 'nines:form'

/** A form as a modal. What it answers is its token, in the metadata. */
export function renderForm(form: BlockOf<'form'>): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM_VIEW,
    private_metadata: form.submit,
    title: { type: 'plain_text', text: cut(form.title, LIMITS.modalTitle) },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: form.about } },
      ...form.fields.map(
        ({ name, label, placeholder, value, long }): types.InputBlock => ({
          type: 'input',
          block_id: name,
          label: { type: 'plain_text', text: cut(label, LIMITS.inputLabel) },
          element: {
            type: 'plain_text_input',
            action_id: 'value',
            multiline: long === true,
            ...(placeholder !== undefined && {
              placeholder: { type: 'plain_text', text: cut(placeholder, LIMITS.placeholder) },
            }),
            ...(value !== undefined && { initial_value: value }),
          },
        }),
      ),
    ],
  }
}

/** A reply inside a modal: what follows a form. */
export function renderModal(reply: Reply, title: string): types.ModalView {
  const [page] = render(reply, { surface: 'modal' })
  return {
    type: 'modal',
    callback_id: 'nines:reply',
    title: { type: 'plain_text', text: cut(title, LIMITS.modalTitle) },
    close: { type: 'plain_text', text: 'Close' },
    blocks: (page?.blocks ?? []) as types.KnownBlock[],
  }
}

export function renderHome(reply: Reply): types.HomeView {
  const [page] = render(reply, { surface: 'home' })
  return { type: 'home', blocks: (page?.blocks ?? []) as types.KnownBlock[] }
}
