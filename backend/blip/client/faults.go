package client

import "activa/backend/fault"

// What can be wrong on the way to Blip, each with its own words and its own way out. Faults with these
// codes come from dialling, from signing in and from the first questions (see Diagnose).
const (
	// HostUnreachable: no way to the host: no network, no name, no answer. Parameter "host".
	HostUnreachable fault.Code = "host-unreachable"
	// ContractUnknown: other names of Blip are found, that of this contract is not. Parameter "contract".
	ContractUnknown fault.Code = "contract-unknown"
	// CaptivePortal: a page for people answers in the platform's place. Parameter "host".
	CaptivePortal fault.Code = "captive-portal"
	// TLSIntercepted: the certificate is from nobody whom this machine trusts. Parameter "issuer".
	TLSIntercepted fault.Code = "tls-intercepted"
	// ClockWrong: this machine's clock is off by more than ClockSkewMax. Parameter "minutes", signed:
	// positive when the clock is ahead; absent when only the certificate tells.
	ClockWrong fault.Code = "clock-wrong"
	// ProxyRefused: the proxy does not let the connection through. Parameters "proxy" and "status".
	ProxyRefused fault.Code = "proxy-refused"
	// WebSocketBlocked: HTTP passes, WebSocket does not. Parameter "status", the HTTP status or empty.
	WebSocketBlocked fault.Code = "websocket-blocked"

	// KeyOfAnotherBot: the key is good, but the bot is not the one that was meant. Parameter "bot": whose
	// key it is; empty when only known that the bot has no WhatsApp number.
	KeyOfAnotherBot fault.Code = "key-of-another-bot"
	// KeyWithoutRights: the key is good and may not do what was asked. Parameters "code" and "description".
	KeyWithoutRights fault.Code = "key-without-rights"
	// TokenExpired: the user token is over.
	TokenExpired fault.Code = "token-expired"
	// DeskStatusRefused: Blip does not let this session set the agent's status; presence is local from then
	// on. Parameters "code" and "description".
	DeskStatusRefused fault.Code = "desk-status-refused"
	// TooManyCommands: the platform takes no more for a while (HTTP 429). Parameter "seconds".
	TooManyCommands fault.Code = "too-many-commands"
)
