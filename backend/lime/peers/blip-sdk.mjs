// npm blip-sdk over the vendor's WebSocket or HTTP transport. Usage: see play.mjs.

import BlipSdk from 'blip-sdk'
import Lime from 'lime-js'
import HttpTransport from 'lime-transport-http'
import WebSocketTransport from 'lime-transport-websocket'
import { delivered, makeTransport, play, playSeconds, proof, settings } from './play.mjs'

console.debug = () => {}

play((tell) => {
  let announced = 0
  const builder = new BlipSdk.ClientBuilder()
    .withIdentifier(settings.identifier)
    .withDomain(settings.domain)
    .withInstance(settings.instance)
    .withScheme(settings.url.protocol.slice(0, -1))
    .withHostName(settings.url.hostname)
    .withPort(settings.url.port)
    .withCommandTimeout(playSeconds * 1000) // its own, of six seconds, is short on a busy machine
    .withTransportFactory(() => makeTransport(WebSocketTransport, HttpTransport, (envelope) => {
      if (envelope.uri === '/presence' || envelope.uri === '/receipt') announced++
      tell('sent', envelope)
    }))
  builder._application.authentication = proof(Lime)
  const client = builder.build()
  client.addMessageReceiver(() => true, (message) => tell('message', message))
  client.addNotificationReceiver(() => true, (notification) => tell('notification', notification))
  client.addSessionFailedHandlers((session) => tell('refused', session))
  client.sessionPromise.catch(() => {}) // told above
  return {
    signIn: () => client.connect(),
    refused: (session) => tell('refused', session),
    announce: async () => { // the client did it while connecting
      if (announced !== 2) throw new Error(`${announced} of presence and receipt were set`)
    },
    command: (command) => client.processCommand({ id: Lime.Guid(), ...command }),
    send: async (message) => client.sendMessage(message),
    notify: async () => {}, // the client sends received and consumed by itself
    finish: async () => {
      const session = await client.close()
      if (settings.overHTTP) await client._transport.close()
      await delivered()
      return session?.state
    },
  }
})
