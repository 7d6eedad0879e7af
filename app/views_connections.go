package app

// BlipView is how a connection to Blip is set up. It never holds a key.
type BlipView struct {
	Contract   string `json:"contract"`   // as in CONTRACT.http.msging.net
	Router     string `json:"router"`     // identifier of the bot that owns the WhatsApp number
	ServiceBot string `json:"serviceBot"` // identifier of the bot that has the tickets; empty: the router is both
	Email      string `json:"email"`      // the agent's own, on Blip
	Name       string `json:"name"`
	UserToken  bool   `json:"userToken"` // experimental: sign in as a person by a token, instead of by keys

	RootCertificates string `json:"rootCertificates"` // PEM; trusted besides the system's
	Address          string `json:"address"`          // where the platform is when it is not on Blip's own hosts

	Supervisor bool `json:"supervisor"` // reads the campaigns of every sender

	MasterState    string `json:"masterState"`         // bot that gets the reply; empty: the router
	MasterSpelling string `json:"masterStateSpelling"` // of that field; empty: masterState
	FlowID         string `json:"flowId"`
	StateID        string `json:"stateId"`
	MediaKeyZero   bool   `json:"mediaKeyZero"`   // a media header has the key "0", values begin with "1"
	DirectRoute    bool   `json:"directRoute"`    // template messages straight to the contact, not campaigns
	DeskStatus     bool   `json:"deskStatus"`     // set the agent's status on Blip Desk, with a user token alone
	DirectHandOver bool   `json:"directHandOver"` // take a reply's waiting ticket for the agent who wrote
	PaceMax        int    `json:"paceMax"`        // commands in any one second; 0: the client's own limit
}

// CheckView is the check of the connection on the screen. A change carries it whole.
type CheckView struct {
	Running bool            `json:"running"`
	Steps   []CheckStepView `json:"steps"` // all of them, in order; none before the first check
}

// CheckStepView is where one step of a check stands.
type CheckStepView struct {
	Step         string            `json:"step"`  // name tls websocket sign-in templates contacts campaigns tickets
	State        string            `json:"state"` // waiting running fine warning failed skipped
	Code         string            `json:"code"`  // what was found, empty when all is fine
	Facts        map[string]string `json:"facts"`
	Milliseconds int64             `json:"milliseconds"`
	Detail       string            `json:"detail"` // the chain, for "technical detail"
}

// ConnectionDraft is a connection as it stands on the screen. An empty key means the one that is kept.
type ConnectionDraft struct {
	ID         string   `json:"id"` // of the connection that is edited; empty for a new one
	Blip       BlipView `json:"blip"`
	RouterKey  string   `json:"routerKey"`
	ServiceKey string   `json:"serviceKey"`
	Token      string   `json:"token"`
}

// ConnectionRow is one connection that is kept.
type ConnectionRow struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"` // "embedded", "hub" or "blip"
	Address  string   `json:"address"`
	Identity string   `json:"identity"`
	Name     string   `json:"name"` // of the person, once the platform told it
	Current  bool     `json:"current"`
	UsedAt   int64    `json:"usedAt"`
	Keys     []string `json:"keys"`     // which keys are kept: "secret", "router", "service", "token"
	Blip     BlipView `json:"blip"`     // of kind "blip"
	RootName string   `json:"rootName"` // whose own certificate is trusted, empty for none
}

// ConnectionsView is every connection, and where their keys are.
type ConnectionsView struct {
	Connections []ConnectionRow `json:"connections"`
	KeyPlace    string          `json:"keyPlace"` // "system" or "file"
	KeyFile     string          `json:"keyFile"`  // the file, when that is the place
	Proxy       string          `json:"proxy"`    // host of the proxy that the platform is reached through, or empty
}
