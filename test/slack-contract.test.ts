// Slack keeps the contract of adapters in both modes, driven through the real SDK.

import { adapterContract } from './contract.ts'
import { drive } from './slack/driver.ts'

adapterContract('Slack over HTTP', () => drive('http'), { shares: true })
adapterContract('Slack over Socket Mode', () => drive('socket'), { shares: true })
