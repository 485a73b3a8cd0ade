// All commands, in the order in which help lists them. A new command is one file and one line here.

import type { Commands } from '../command.ts'
import { availability } from './availability/index.ts'
import { budget } from './budget/index.ts'
import { calc } from './calc/index.ts'
import { concept } from './concept.ts'
import { nines } from './nines.ts'
import { quiz } from './quiz/index.ts'

export const commands: Commands = [concept, availability, budget, calc, quiz, nines]
