// Discord keeps the contract of adapters, through its real SDK.

import { adapterContract } from './contract.ts'
import { drive } from './discord/driver.ts'

adapterContract('Discord', drive, { shares: true })
