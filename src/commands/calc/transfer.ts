// Transfer: how long bytes take over a line, and how many must be in flight to fill it (the bandwidth-delay product).

import { z } from 'zod'
import { durationText, shareText } from '../../amounts.ts'
import { needed, optional } from '../../command.ts'
import { working } from '../../pages/working.ts'
import { Refusal } from '../../refusal.ts'
import { bandwidthDelay, PLAIN_WINDOW, SCALED_WINDOW, transfer as transferOf } from '../../reliability/calc/transfer.ts'
import { compare, type Ratio, toNumber, ZERO } from '../../reliability/rational.ts'
import { bold, text } from '../../reply.ts'
import { bytes, duration } from '../../value/amount.ts'
import { beside } from '../../value/beside.ts'
import { line } from '../../value/per-second.ts'
import { facts } from './blocks.ts'
import { calculator } from './calculator.ts'
import { aboveZero, sensible } from './limits.ts'
import { bitRateText, bytesText } from './sizes.ts'

const EXAMPLE = '/calc transfer 50 GB 1 Gbit/s 80ms'
const WINDOW = 'window(?: size)?|buffer(?: size)?'

export const transfer = calculator({
  name: 'transfer',
  about: 'How long a copy takes over a line, and the bytes in flight that fill it',
  explains: 'bandwidth',
  options: {
    bandwidth: needed(
      line({ name: 'bandwidth', sample: '1 Gbit/s', likely: ['1 Gbit/s', '100 Mbit/s', '10 Gbit/s'] }),
      'The line: 1 Gbit/s, 100 Mbit/s, 20 MB/s',
    ),
    window: optional(
      beside(bytes({ name: 'window', sample: '65535 bytes', before: WINDOW, labelledOnly: true }), {
        of: ['bytes'],
        before: WINDOW,
        after: 'window|buffer',
        leads: true,
      }),
      'Bytes that may be in flight, where limited: window 64 KiB',
    ),
    size: optional(bytes({ name: 'size', sample: '50 GB' }), 'What is sent: 50 GB'),
    rtt: optional(duration({ name: 'round-trip time', sample: '80ms' }), 'Round-trip time of the path: 80ms'),
  },
  asked: [
    'how long does it take to transfer that over that line',
    'how long does it take to copy 5 TB over a 1 Gbit/s line',
    'how long to upload the backup at 100 Mbit/s',
    'transfer time for 50 GB at 1 Gbit/s',
    'bandwidth-delay product of that line',
    'bdp of that line',
    'what window fills that line',
    'bdp of a 10 Gbit/s line with 80ms rtt',
    'how many bytes in flight fill the pipe',
    'what tcp window do we need for that bandwidth and round trip time',
    'how large must the socket buffer be',
    'how long to move the data to the other region',
  ],
  examples: [EXAMPLE, '/calc transfer 10 Gbit/s rtt 100ms', '/calc transfer 1 GB 1 Gbit/s 80ms window 65535 bytes'],
  answer: z.strictObject({
    type: z.literal('transfer'),
    bitsPerSecond: z.number(),
    rttSeconds: z.number().nullable(),
    windowBytes: z.number().nullable(),
    bytes: z.number().nullable(),
    productBytes: z.number().nullable(),
    throughput: z.number(),
    limit: z.enum(['bandwidth', 'window']),
    seconds: z.number().nullable(),
  }),
  lacks: ({ size, rtt }) => (size === undefined && rtt === undefined ? ['size or round-trip time'] : []),
  run({ bandwidth, size, rtt, window }) {
    sensible({ bandwidth, size, window, 'round-trip time': rtt }, EXAMPLE)
    aboveZero({ bandwidth, window }, EXAMPLE)
    if (!size && !rtt)
      throw new Refusal(
        'missing',
        'A line alone takes no time. Add what is sent (50 GB), its round-trip time (80ms), or both.',
        EXAMPLE,
        ['1 GB', '50 GB', '1 TB'],
        'size',
      )
    const product = rtt && bandwidthDelay(bandwidth, rtt)
    // Without a window of its own, the one that fills the path: systems of today grow theirs up to a limit.
    const wide = product && compare(product, PLAIN_WINDOW) > 0 ? product : PLAIN_WINDOW
    const path = { bandwidth, rtt: rtt ?? ZERO }
    const found = transferOf(size ?? ZERO, { ...path, window: window ?? wide })
    const plain = rtt && !window ? transferOf(size ?? ZERO, { ...path, window: PLAIN_WINDOW }) : undefined
    const [r, b] = [bitRateText(found.throughput), bitRateText(bandwidth)]
    const first: (string | ReturnType<typeof bold>)[] = size
      ? [bold(durationText(found.seconds)), ` at best for ${bytesText(size)} at ${r}`]
      : [
          bold(bytesText(product ?? ZERO)),
          ` must be in flight to fill ${b} over a round trip of ${durationText(path.rtt)}`,
        ]
    const limited = found.limit === 'window'
    return {
      blocks: [
        text(
          ...first,
          limited
            ? `${size ? '' : `; this window carries ${r}`}. The window is the limit, not the line: ${shareText(found.used)} of ${b} is used.`
            : '.',
        ),
        ...facts([
          ['To fill the line', size && product ? `${bytesText(product)} in flight` : undefined],
          [
            'Window of 65,535 bytes',
            plain?.limit === 'window'
              ? `${bitRateText(plain.throughput)}${size ? `, ${durationText(plain.seconds)}` : ''}: TCP without window scaling`
              : undefined,
          ],
          [
            'One connection',
            product && compare(product, SCALED_WINDOW) > 0
              ? `can not fill it: TCP windows end at ${bytesText(SCALED_WINDOW)}`
              : undefined,
          ],
        ]),
        ...working({
          formula: [
            ...(product
              ? [`in flight = bandwidth × RTT / 8 = ${b} × ${durationText(path.rtt)} / 8 = ${bytesText(product)}`]
              : []),
            ...(limited && window
              ? [`rate = window × 8 / RTT = ${bytesText(window)} × 8 / ${durationText(path.rtt)} = ${r}`]
              : []),
            ...(size
              ? [`time = size × 8 / rate = ${bytesText(size)} × 8 / ${r} = ${durationText(found.seconds)}`]
              : []),
          ],
          assumes: [
            'one connection that has the line to itself',
            'a floor: handshakes, slow start, loss and headers come on top',
            ...(window ? [] : ['a window as large as the path needs']),
            '1 GB is 10^9 bytes',
          ],
          sources: ['tcp-window'],
        }),
      ],
      answer: {
        type: 'transfer',
        bitsPerSecond: toNumber(bandwidth),
        rttSeconds: number(rtt),
        windowBytes: number(window),
        bytes: number(size),
        productBytes: number(product),
        throughput: toNumber(found.throughput),
        limit: found.limit,
        seconds: size ? toNumber(found.seconds) : null,
      },
    }
  },
})

const number = (value: Ratio | undefined): number | null => (value ? toNumber(value) : null)
