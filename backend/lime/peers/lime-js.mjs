// npm lime-js, the protocol without the SDK, over the vendor's WebSocket or HTTP transport.
// Usage: see play.mjs.

import Lime from 'lime-js'
import HttpTransport from 'lime-transport-http'
import WebSocketTransport from 'lime-transport-websocket'
import { delivered, makeTransport, play, proof, settings } from './play.mjs'

console.debug = () => {}

play((tell) => {
  const transport = makeTransport(WebSocketTransport, HttpTransport, (envelope) => tell('sent', envelope))
  const channel = new Lime.ClientChannel(transport, true, true)
  channel.onMessage = (message) => tell('message', message)
  channel.onNotification = (notification) => tell('notification', notification)
  channel.onSessionFailed = (session) => tell('refused', session)
  const command = (command) => channel.processCommand({ id: Lime.Guid(), ...command })
  const set = async (uri, type, resource) => {
    const answer = await command({ method: 'set', uri, type, resource })
    if (answer.status !== 'success') throw new Error(JSON.stringify(answer))
  }
  return {
    signIn: async () => {
      await transport.open(settings.url.href.replace(/\/$/, ''))
      return channel.establishSession('none', 'none', settings.identity, proof(Lime), settings.instance)
    },
    refused: (session) => tell('refused', session),
    announce: async () => {
      await set('/presence', 'application/vnd.lime.presence+json', { status: 'available', routingRule: 'identity' })
      await set('/receipt', 'application/vnd.lime.receipt+json', { events: ['failed', 'accepted', 'dispatched', 'received', 'consumed'] })
    },
    command,
    send: async (message) => channel.sendMessage(message),
    notify: async (message) => channel.sendNotification({ id: message.id, to: message.from, event: 'consumed' }), // received goes by itself
    finish: async () => {
      const session = await channel.sendFinishingSession()
      if (settings.overHTTP) await transport.close()
      await delivered()
      return session.state
    },
  }
})
