// How long bytes take over a distance. One connection carries at most a window of unacknowledged bytes per round trip, so over
// a long path it is often the window, not the line, that sets the rate.

import { compare, div, least, mul, type Ratio, ratio, sign } from '../rational.ts'
import { notNegative, positive } from './preconditions.ts'

/** The largest TCP window without the scale option, in bytes: a field of 16 bits (RFC 9293, section 3.1). */
export const PLAIN_WINDOW = ratio(65_535)
/** The largest TCP window with it, in bytes: the same field shifted by 14 (RFC 7323, section 2.3). */
export const SCALED_WINDOW = ratio(65_535 * 2 ** 14)

const BITS = ratio(8)

/**
 * The bytes in flight that keep a path full: bandwidth * RTT / 8. Exact.
 * Bandwidth in bits per second, RTT in seconds. Throws a RangeError where one is negative.
 */
export function bandwidthDelay(bandwidth: Ratio, rtt: Ratio): Ratio {
  notNegative(bandwidth, 'bandwidth')
  notNegative(rtt, 'rtt')
  return div(mul(bandwidth, rtt), BITS)
}

export interface Path {
  /** Bits per second. */
  readonly bandwidth: Ratio
  /** Seconds. */
  readonly rtt: Ratio
  /** Bytes; PLAIN_WINDOW where it is left out. */
  readonly window?: Ratio
}

export interface Transfer {
  /** Bits per second. */
  readonly throughput: Ratio
  readonly limit: 'bandwidth' | 'window'
  /** The bytes that the window would need to fill the path. */
  readonly product: Ratio
  /** Seconds. */
  readonly seconds: Ratio
  /** The share of the bandwidth that one connection gets. */
  readonly used: Ratio
}

/**
 * The time for `size` bytes over one connection: size * 8 / min(bandwidth, window * 8 / RTT). Exact.
 *
 * A floor: the handshake, slow start, loss and headers come on top. An RTT of zero leaves the bandwidth as the only limit.
 * Throws a RangeError for a negative size or RTT, and for a bandwidth or window of zero or less.
 * Sources: RFC 9293 (window), RFC 7323 (window scale, bandwidth-delay product).
 */
export function transfer(size: Ratio, { bandwidth, rtt, window = PLAIN_WINDOW }: Path): Transfer {
  notNegative(size, 'size')
  positive(bandwidth, 'bandwidth')
  positive(window, 'window')
  const product = bandwidthDelay(bandwidth, rtt)
  const limit = compare(window, product) < 0 ? 'window' : 'bandwidth'
  const throughput = sign(rtt) === 0 ? bandwidth : least(bandwidth, div(mul(window, BITS), rtt))
  return {
    throughput,
    limit,
    product,
    seconds: div(mul(size, BITS), throughput),
    used: div(throughput, bandwidth),
  }
}
