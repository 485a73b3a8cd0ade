// All templates, in the order in which their questions take turns.
//
// A question that was posted is made again from its id when it is answered and revealed. So a template that has been released
// keeps its draws: what changes its numbers or its options gets a new name. A clearer wording may come in at any time.

import type { Question } from '../question.ts'
import { amdahl } from './amdahl.ts'
import { autoscaler } from './autoscaler.ts'
import { backlogDrain } from './backlog-drain.ts'
import { budgetLeft } from './budget-left.ts'
import { burnRate } from './burn-rate.ts'
import { commonCause } from './common-cause.ts'
import { coordinatedWrite } from './coordinated-write.ts'
import { downtimeCalendarMonth } from './downtime-calendar-month.ts'
import { downtimeThirtyDays } from './downtime-thirty-days.ts'
import { failoversInBudget } from './failovers-in-budget.ts'
import { fanOutTail } from './fan-out-tail.ts'
import { flagsAndStates } from './flags-and-states.ts'
import { littlesLaw } from './littles-law.ts'
import { lostAcknowledgedWrites } from './lost-acknowledged-writes.ts'
import { lostUpdates } from './lost-updates.ts'
import { lowTraffic } from './low-traffic.ts'
import { majorityLatency } from './majority-latency.ts'
import { majorityTolerance } from './majority-tolerance.ts'
import { parallelAvailability } from './parallel-availability.ts'
import { partialOutage } from './partial-outage.ts'
import { percentileAveraging } from './percentile-averaging.ts'
import { quorumOverlap } from './quorum-overlap.ts'
import { repairAvailability } from './repair-availability.ts'
import { replicasForTarget } from './replicas-for-target.ts'
import { retryAmplification } from './retry-amplification.ts'
import { rpoWorstCase } from './rpo-worst-case.ts'
import { seriesAvailability } from './series-availability.ts'
import { sidesWithMajority } from './sides-with-majority.ts'
import { siteHeadroom } from './site-headroom.ts'
import { slowestReplica } from './slowest-replica.ts'
import { make, partsOf, type Template } from './template.ts'
import { timeToExhaustion } from './time-to-exhaustion.ts'
import { tokenExposure } from './token-exposure.ts'
import { twoOfThree } from './two-of-three.ts'

export const templates: readonly Template[] = [
  // Availability
  seriesAvailability,
  parallelAvailability,
  twoOfThree,
  commonCause,
  replicasForTarget,
  siteHeadroom,
  // Service levels
  downtimeThirtyDays,
  downtimeCalendarMonth,
  burnRate,
  timeToExhaustion,
  budgetLeft,
  partialOutage,
  lowTraffic,
  // Performance metrics
  littlesLaw,
  fanOutTail,
  percentileAveraging,
  backlogDrain,
  // Reliability and durability
  repairAvailability,
  rpoWorstCase,
  lostAcknowledgedWrites,
  // Scalability and fault tolerance
  amdahl,
  autoscaler,
  retryAmplification,
  // Partitions, consistency and locking
  quorumOverlap,
  majorityTolerance,
  sidesWithMajority,
  slowestReplica,
  lostUpdates,
  coordinatedWrite,
  majorityLatency,
  // State machines, security and requirements
  flagsAndStates,
  tokenExposure,
  failoversInBudget,
]

const byName = new Map(templates.map((template) => [template.name, template]))

/** The question of an id `made/<template>/<seed>`; undefined for any other id and for a template that is no more. */
export function madeQuestion(id: string): Question | undefined {
  const parts = partsOf(id)
  const template = parts && byName.get(parts.template)
  return parts && template ? make(template, parts.seed) : undefined
}
