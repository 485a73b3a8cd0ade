// One request of Slack's over HTTP: believed where it is signed, worked on where it can be read, and that once.
//
// Bolt's own receiver (5.1.0) lets go of the promise of all this, so that a signed body which it can't read would end the process.

import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type BufferedIncomingMessage,
  HTTPResponseAck,
  HTTPModuleFunctions as http,
  type Logger,
  type ReceiverEvent,
} from '@slack/bolt'
import type { Log } from './connection.ts'
import { createReplays, STALE_S } from './replays.ts'
import { isFields, isReadable } from './shape.ts'

const BODY_BYTES = 1_000_000
/** Slack hangs up after three seconds. */
const UNANSWERED_MS = 2500

type Process = (event: ReceiverEvent) => Promise<void>

/** Works on what a request carries; `process` is Bolt's part of it. Answers always, and never throws. */
export type Take = (request: IncomingMessage, response: ServerResponse, process: Process) => Promise<void>

/** The request is not worked on. Its answer has this status and no body. `why` is for the log, where there is something to tell. */
class Refused extends Error {
  readonly status: number
  readonly why: string | undefined
  constructor(status: number, why?: string) {
    super(why)
    this.status = status
    this.why = why
  }
}

export function createTake({
  signingSecret,
  logger,
  log,
}: {
  readonly signingSecret: string
  readonly logger: Logger
  readonly log: Log
}): Take {
  const replays = createReplays()

  /** The body of a signed request. */
  async function read(request: IncomingMessage): Promise<unknown> {
    // The SDK refuses requests whose time is long past, and takes any time to come, which would let one be kept for a replay.
    if (signedAt(request) - Date.now() / 1000 > STALE_S) throw new Refused(401, 'whose time is yet to come')
    let signed: BufferedIncomingMessage
    try {
      signed = await http.parseAndVerifyHTTPRequest({ signingSecret, bodyLimit: BODY_BYTES }, request)
    } catch (error) {
      if (http.isRawBodyError(error) && error.statusCode === 413) throw new Refused(413, 'that is too large')
      throw new Refused(401, `that is not believed (${(error as Error).message})`)
    }
    try {
      return http.parseHTTPRequestBody(signed)
    } catch {
      // What the parser says quotes the body.
      throw new Refused(400, 'whose body is no JSON')
    }
  }

  /** Throws for a request that was taken before; by now its signature has been checked. */
  function onlyOnce(request: IncomingMessage, { type }: ReceiverEvent['body']): void {
    if (replays.first(String(request.headers['x-slack-signature']), Date.now() / 1000)) return
    // Slack repeats an event that it thinks was lost, and goes on until it is told that it was not. It repeats nothing else.
    if (type === 'event_callback') throw new Refused(200)
    throw new Refused(401, 'that has been answered before')
  }

  async function work(request: IncomingMessage, response: ServerResponse, process: Process): Promise<void> {
    const body = await read(request)
    if (isFields(body) && body.ssl_check === '1') return http.buildSSLCheckResponse(response)
    if (isFields(body) && body.type === 'url_verification') return http.buildUrlVerificationResponse(response, body)
    if (!isReadable(body)) throw new Refused(400, 'whose body is nothing that this app listens to')
    onlyOnce(request, body)
    const answer = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      unhandledRequestTimeoutMillis: UNANSWERED_MS,
      httpRequest: request,
      httpRequestBody: body,
      httpResponse: response,
    })
    try {
      await process({ body, ack: answer.bind() })
    } catch (error) {
      // Nobody is waited for any more.
      answer.ack()
      throw error
    }
  }

  return async (request, response, process) => {
    try {
      await work(request, response, process)
    } catch (error) {
      if (!(error instanceof Refused)) log('error', 'a request failed', error)
      else if (error.why !== undefined) log('warn', `a request was refused ${error.why}`)
      if (!response.headersSent) response.writeHead(error instanceof Refused ? error.status : 500).end()
    }
  }
}

/** The time that a request says it was signed at, in seconds since 1970. */
const signedAt = (request: IncomingMessage): number => Number(request.headers['x-slack-request-timestamp'] ?? 0)
