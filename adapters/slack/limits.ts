// Slack's documented limits, in one table. Sources: [blocks] docs.slack.dev/reference/block-kit/blocks (each block's page),
// [views] docs.slack.dev/reference/views, [post] docs.slack.dev/reference/methods/chat.postMessage, [charts]
// docs.slack.dev/changelog/2026/06/16/block-kit-data-visualization-block, [manifest] docs.slack.dev/reference/app-manifest.
// "measured" marks what is not documented.

export const LIMITS = {
  blocks: { message: 50, modal: 100, home: 100 }, // [blocks]
  header: 150, // [blocks] plain text
  sectionText: 3000, // [blocks]; kept for each piece of rich text too, which has no documented limit
  buttonsInBlock: 25, // [blocks]
  buttonText: 75, // [blocks]
  buttonValue: 2000, // [blocks]
  actionId: 255, // [blocks]
  tables: 1, // [blocks] a message has one table
  tableRows: 100, // [blocks]
  tableColumns: 20, // [blocks]
  tableCharacters: 10_000, // [blocks] over all cells
  charts: 2, // [charts]
  chartTitle: 50, // [charts]
  chartLabel: 20, // [charts]
  chartPoints: 20, // [charts]
  chartSeries: 6, // measured: documented as 12, refused above 6
  messageCharacters: 12_000, // measured: msg_blocks_too_long near 13,200 characters of block text (slackapi/bolt-js#2509)
  text: 40_000, // [post]
  modalTitle: 24, // [views]
  metadata: 3000, // [views]
  inputLabel: 2000, // [views]
  placeholder: 150, // [views]
  name: 35, // [manifest]
  description: 140, // [manifest]
  longDescriptionLeast: 174, // [manifest]
  longDescription: 4000, // [manifest]
  botName: 80, // [manifest]
  commands: 50, // [manifest]
  commandName: 32, // [manifest] with the slash
  commandDescription: 2000, // [manifest]
  usageHint: 1000, // [manifest]
  shortcuts: 10, // [manifest]
  shortcutName: 24, // [manifest]
  shortcutDescription: 150, // [manifest]
  callbackId: 255, // [manifest]
  scopes: 255, // [manifest]
  events: 100, // [manifest]
} as const
