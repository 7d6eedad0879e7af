// The play that every public client goes through against a LIME server: sign in, presence, receipt,
// ping, a refused command, commands that prepare, a message with its notifications and a reply, finish.
//
// Usage (blip-sdk.mjs and lime-js.mjs alike, all settings are environment variables):
//
//   LIME_URL=ws://127.0.0.1:8080 LIME_SCHEME=plain LIME_IDENTIFIER=ana LIME_DOMAIN=activa.local \
//   LIME_SECRET=segredo node blip-sdk.mjs
//
//   LIME_URL         ws://, wss://, http:// or https:// and host:port; chooses the transport
//   LIME_SCHEME      guest | plain | key | external (over HTTP plain and key only)
//   LIME_IDENTIFIER  name of the account; a guest may leave it out
//   LIME_DOMAIN      domain of the account
//   LIME_INSTANCE    instance to ask for (default "peer")
//   LIME_SECRET      raw password or access key, for plain and key
//   LIME_KEY         access key as a portal shows it (base64 of the raw one), instead of LIME_SECRET
//   LIME_TOKEN, LIME_ISSUER      for external
//   LIME_EXPECT      "refused" when the credentials are wrong; anything else means signed in
//   LIME_FAILING_URI a URI whose get must be refused (default /nothing-here)
//   LIME_PREPARE     JSON list of commands, without ids, that must succeed before the message
//   LIME_TO          node that a message is sent to; left out: no message
//   LIME_MESSAGE     JSON of its type and content (default a text), and of from and pp when it is sent
//                    in the name of somebody else
//   LIME_EVENTS      notifications that must come for it, comma between (default none)
//   LIME_REPLY       "yes" when a message must come back; it is answered with received and consumed
//   LIME_AWAIT_PING  "yes" to stay until the server has asked for a sign of life and got it
//
// Each step is one JSON line on standard output, {"step":"ping","seen":…}. The exit status is 0 when
// every step went as it must, else 1, and the last line is {"failed":STEP,"error":…}.

import { randomUUID } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'

const environment = process.env
const base64 = (text) => Buffer.from(text, 'utf8').toString('base64')
/** How long a play may take: it says that nothing comes any more, not how quick it has to be. */
export const playSeconds = 60

export const settings = {
  url: new URL(environment.LIME_URL ?? 'ws://127.0.0.1:8080'),
  scheme: environment.LIME_SCHEME ?? 'guest',
  identifier: environment.LIME_IDENTIFIER || randomUUID(),
  domain: environment.LIME_DOMAIN ?? 'activa.local',
  instance: environment.LIME_INSTANCE ?? 'peer',
  secret: environment.LIME_SECRET ?? Buffer.from(environment.LIME_KEY ?? '', 'base64').toString('utf8'),
  token: environment.LIME_TOKEN ?? '',
  issuer: environment.LIME_ISSUER ?? '',
}
settings.overHTTP = settings.url.protocol.startsWith('http')
settings.isGuest = settings.scheme === 'guest'
settings.identity = `${settings.identifier}@${settings.domain}`
settings.node = `${settings.identity}/${settings.instance}`

// makeTransport gives the vendor's transport for the address, watched for what it sends.
export function makeTransport (WebSocketTransport, HttpTransport, sent) {
  const transport = settings.overHTTP
    ? new HttpTransport({ localNode: settings.node, pollingInterval: 100 })
    : new WebSocketTransport()
  const send = transport.send.bind(transport)
  transport.send = (envelope) => {
    sent(envelope)
    return send(envelope)
  }
  return transport
}

// delivered waits until every HTTP request has had its answer: the vendor's transport does not.
export async function delivered () {
  const busy = () => [http.globalAgent, https.globalAgent].some((agent) => Object.keys(agent.sockets).length > 0)
  while (busy()) await new Promise((resolve) => setTimeout(resolve, 10))
}

// proof is the authentication for the vendor's classes, with secrets in their form on the wire.
export function proof (Lime) {
  switch (settings.scheme) {
    case 'guest':
      return new Lime.GuestAuthentication()
    case 'plain':
      return Object.assign(new Lime.PlainAuthentication(), { password: base64(settings.secret) })
    case 'key': {
      // Over HTTP the transport puts the text into the Authorization header as it is, so it must be
      // the whole token.
      const text = settings.overHTTP ? `${settings.identifier.toLowerCase()}:${settings.secret}` : settings.secret
      return Object.assign(new Lime.KeyAuthentication(), { key: base64(text) })
    }
    case 'external':
      return Object.assign(new Lime.ExternalAuthentication(), { token: settings.token, issuer: settings.issuer })
  }
  throw new Error(`unknown scheme ${settings.scheme}`)
}

// Happenings keeps what has come, so that a step may wait for what came before it asked.
class Happenings {
  #come = []
  #waiting = []

  add (happening) {
    this.#come.push(happening)
    this.#waiting = this.#waiting.filter(({ wanted, found }) => !wanted(happening) || found(happening))
  }

  wait (wanted) {
    const come = this.#come.find(wanted)
    return come ? Promise.resolve(come) : new Promise((found) => this.#waiting.push({ wanted, found }))
  }
}

function must (truth, complaint) {
  if (!truth) throw new Error(complaint)
}

// play runs the steps. makePeer gets a function to tell happenings to, {kind, envelope}, with the kinds
// sent, message, notification and refused; the peer it gives has signIn, announce, command, send,
// notify and finish.
export async function play (makePeer) {
  const happenings = new Happenings()
  const peer = makePeer((kind, envelope) => happenings.add({ kind, envelope }))
  const came = (kind, wanted) => happenings.wait((h) => h.kind === kind && wanted(h.envelope)).then((h) => h.envelope)
  let step = 'start'
  const timer = setTimeout(() => fail(new Error(`nothing more came in ${playSeconds} s`)), playSeconds * 1000)
  const fail = (error) => {
    console.log(JSON.stringify({ failed: step, error: error?.message ?? JSON.stringify(error) }))
    process.exit(1)
  }
  const run = async (name, work) => {
    step = name
    console.log(JSON.stringify({ step, seen: (await work()) ?? null }))
  }
  try {
    if (environment.LIME_EXPECT === 'refused') await run('refused', () => beRefused(peer, came))
    else await beServed(peer, came, run)
  } catch (error) {
    fail(error)
  }
  clearTimeout(timer)
  process.exit(0)
}

async function beRefused (peer, came) {
  // Over HTTP signing in is local, and only the first request is refused.
  peer.signIn().then(() => peer.command({ method: 'get', uri: '/ping' })).catch((session) => session?.reason && peer.refused(session))
  const { reason } = await came('refused', () => true)
  must(reason?.code === 13, `refused with ${JSON.stringify(reason)} instead of code 13`)
  return reason
}

async function beServed (peer, came, run) {
  await run('sign-in', async () => {
    const session = await peer.signIn()
    must(session.state === 'established', `the session is ${session.state}`)
    must(settings.isGuest || session.to.toLowerCase().startsWith(settings.identity.toLowerCase()), `signed in as ${session.to}`)
    return session.to
  })
  if (!settings.isGuest) await run('presence and receipt', () => peer.announce())
  await run('ping', async () => {
    const answer = await peer.command({ method: 'get', uri: '/ping' })
    must(answer.status === 'success' && answer.type === 'application/vnd.lime.ping+json', JSON.stringify(answer))
  })
  await run('refused command', async () => {
    const answer = await peer.command({ method: 'get', uri: environment.LIME_FAILING_URI ?? '/nothing-here' })
    must(answer.status === 'failure' && answer.reason.code > 0, JSON.stringify(answer))
    return answer.reason
  })
  for (const command of JSON.parse(environment.LIME_PREPARE ?? '[]')) {
    await run(`${command.method} ${command.uri}`, async () => {
      const answer = await peer.command(command)
      must(answer.status === 'success', JSON.stringify(answer))
      return answer.resource
    })
  }
  if (environment.LIME_TO) await exchange(peer, came, run)
  if (environment.LIME_AWAIT_PING === 'yes') {
    await run('ping of the server', () => came('sent', (e) => e.type === 'application/vnd.lime.ping+json' && e.status === 'success').then(() => null))
  }
  await run('finish', async () => {
    const state = await peer.finish()
    must(state === 'finished', `the session is ${state}`)
  })
}

async function exchange (peer, came, run) {
  const id = randomUUID()
  const text = { type: 'text/plain', content: 'Olá, isto é um teste' }
  await run('message', () => peer.send({ id, to: environment.LIME_TO, ...JSON.parse(environment.LIME_MESSAGE ?? JSON.stringify(text)) }))
  for (const event of (environment.LIME_EVENTS ?? '').split(',').filter(Boolean)) {
    await run(`notification ${event}`, () => came('notification', (n) => n.id === id && n.event === event).then((n) => n.reason))
  }
  if (environment.LIME_REPLY === 'yes') {
    await run('reply', async () => {
      const reply = await came('message', () => true)
      await peer.notify(reply)
      for (const event of ['received', 'consumed']) await came('sent', (n) => n.id === reply.id && n.event === event)
      return reply.content
    })
  }
}
