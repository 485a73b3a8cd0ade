// The reply document: what a command answers, before any platform has drawn it.
//
// A closed union of blocks and spans, so that a renderer which forgets a kind does not compile, and so that text from
// people is data all the way: there is no markup in a span that could turn into a mention or into formatting.

/** A piece of running text. `time` is an instant in epoch milliseconds; `person` is shown by name and pings nobody. */
export interface Spans {
  plain: { readonly text: string }
  bold: { readonly text: string }
  code: { readonly text: string }
  link: { readonly text: string; readonly url: string }
  time: { readonly at: number }
  person: { readonly name: string }
}

export type SpanOf<K extends keyof Spans> = { readonly [P in K]: { readonly kind: P } & Spans[P] }[K]
export type Span = SpanOf<keyof Spans>
export type Text = readonly Span[]

/** A button is a saved call: `token` is all that is needed to answer it, on any replica, after any restart. */
export interface Button {
  readonly label: string
  readonly token: string
}

export interface Field {
  readonly name: string
  readonly label: string
  readonly placeholder?: string
  readonly value?: string
  readonly long?: true
}

/** What a chart shows. Values share one unit; `labels` name the points of the x axis, one for each value of a series. */
export interface ChartData {
  readonly title: string
  readonly shape: 'bar' | 'line'
  readonly unit: string
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

export interface Blocks {
  heading: { readonly text: string }
  text: { readonly text: Text }
  list: { readonly items: readonly Text[]; readonly ordered?: true }
  facts: { readonly facts: readonly { readonly label: string; readonly value: Text }[] }
  /** `caption` says what the table is, for those who hear it read. */
  table: { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  /** Arithmetic with the numbers put in, or a figure made of characters: shown in one width, line breaks kept. */
  formula: { readonly text: string }
  /** Verbatim text that somebody copies. */
  code: { readonly text: string }
  /** `alt` states the finding in a sentence. */
  chart: { readonly chart: ChartData; readonly alt: string }
  buttons: { readonly buttons: readonly Button[] }
  /** Asks for named texts: `submit` is answered with them, `open` shows the form again where it can't be shown at once. */
  form: {
    readonly title: string
    readonly about: string
    readonly fields: readonly Field[]
    readonly submit: string
    readonly open: string
  }
}

export type BlockOf<K extends keyof Blocks> = { readonly [P in K]: { readonly kind: P } & Blocks[P] }[K]
export type Block = BlockOf<keyof Blocks>

/** The machine-readable half of a reply; each command declares which types it gives. */
export interface Answer {
  readonly type: string
}

/**
 * `private` keeps a reply to the asker and unshareable, wherever it was asked. `again` is a shorter call that gives the same
 * reply, where the one that was made would not fit a button.
 */
export interface Reply<A extends Answer = Answer> {
  readonly private?: true
  readonly blocks: readonly Block[]
  readonly answer: A
  readonly again?: { readonly command: string; readonly form: string; readonly raw: Readonly<Record<string, string>> }
}

export type Renderer<Out> = { readonly [K in keyof Blocks]: (block: BlockOf<K>) => Out }
export type SpanRenderer<Out> = { readonly [K in keyof Spans]: (span: SpanOf<K>) => Out }

export function renderBlock<Out, K extends keyof Blocks>(renderer: Renderer<Out>, block: BlockOf<K>): Out {
  return renderer[block.kind](block)
}

export function renderSpan<Out, K extends keyof Spans>(renderer: SpanRenderer<Out>, span: SpanOf<K>): Out {
  return renderer[span.kind](span)
}

export const plain = (text: string): SpanOf<'plain'> => ({ kind: 'plain', text })
export const bold = (text: string): SpanOf<'bold'> => ({ kind: 'bold', text })
export const code = (text: string): SpanOf<'code'> => ({ kind: 'code', text })
export const link = (text: string, url: string): SpanOf<'link'> => ({ kind: 'link', text, url })
export const person = (name: string): SpanOf<'person'> => ({ kind: 'person', name })

export const heading = (text: string): Block => ({ kind: 'heading', text })
export const list = (items: readonly Text[], ordered?: true): Block =>
  ordered ? { kind: 'list', items, ordered } : { kind: 'list', items }

/** The form that a reply asks to be filled, where it asks for one. */
export const formOf = (reply: Pick<Reply, 'blocks'>): BlockOf<'form'> | undefined =>
  reply.blocks.find((block): block is BlockOf<'form'> => block.kind === 'form')

/** A text block from strings and spans. */
export function text(...parts: readonly (string | Span)[]): Block {
  return { kind: 'text', text: spans(...parts) }
}

export function spans(...parts: readonly (string | Span)[]): Text {
  return parts.filter((part) => part !== '').map((part) => (typeof part === 'string' ? plain(part) : part))
}

/** A row of buttons; none where there is nothing to press. */
export function buttons(row: readonly Button[]): Block[] {
  return row.length === 0 ? [] : [{ kind: 'buttons', buttons: row }]
}
