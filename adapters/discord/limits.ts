// Discord's documented limits, in one table. Sources, all under docs.discord.com/developers: [components]
// components/reference, [commands] interactions/application-commands, [messages] resources/message, [modals]
// interactions/receiving-and-responding.

export const LIMITS = {
  components: 40, // [components] in a message, nested ones counted
  characters: 4000, // [components] over all text displays of a message
  buttonsInRow: 5, // [components]
  buttonLabel: 80, // [components]
  customId: 100, // [components]
  mediaDescription: 1024, // [components]
  modalTitle: 45, // [modals]
  modalFields: 5, // [modals]
  fieldLabel: 45, // [components]
  placeholder: 100, // [components]
  commands: 100, // [commands] of the chat kind, globally
  commandDescription: 100, // [commands]
  commandOptions: 25, // [commands]
  commandCharacters: 8000, // [commands] names, descriptions and values together
  choices: 25, // [commands] fixed or completed
  choiceName: 100, // [commands]
  nonce: 25, // [messages]
} as const
