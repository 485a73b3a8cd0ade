// All commands, in the order in which help lists them. A new command is one file and one line here.

import type { Commands } from '../command.ts'
import { concept } from './concept.ts'
import { nines } from './nines.ts'

export const commands: Commands = [concept, nines]
