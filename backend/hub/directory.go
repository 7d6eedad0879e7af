package hub

import (
	"slices"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// outlet is a session as the hub uses it; *lime.ServerSession is one.
type outlet interface {
	Node() lime.Node
	Scheme() lime.Scheme
	Send(envelope lime.Envelope) error
	Wants(event lime.Event) bool
	Presence() (lime.Presence, bool)
	Receipt() (lime.Receipt, bool)
}

// member is one session of an account.
type member struct {
	outlet
	identity string // folded
	guest    bool

	watchesAll bool // hears of the sends of every agent
	// atDesk says that the person is there: the session has announced itself by LIME's presence, or has set
	// the agent's. One that only asks, such as a command that lists, makes nobody present. Steps own it.
	atDesk bool
	// settled is closed when the session's last input is committed, so that what is read after a
	// write sees it. The session's own goroutine owns it.
	settled <-chan struct{}
}

// directory knows who is here. Only steps change and ask it, so it needs no lock; its lists are in the
// order of signing in, so nothing that a step does depends on chance.
type directory struct {
	byIdentity map[string][]*member
	watching   []*member
	phones     []*member // hear of simulated phones
}

func (d *directory) add(m *member) {
	if d.byIdentity == nil {
		d.byIdentity = make(map[string][]*member)
	}
	d.byIdentity[m.identity] = append(d.byIdentity[m.identity], m)
}

func (d *directory) remove(m *member) {
	isIt := func(one *member) bool { return one == m }
	left := slices.DeleteFunc(d.byIdentity[m.identity], isIt)
	if len(left) == 0 {
		delete(d.byIdentity, m.identity)
	} else {
		d.byIdentity[m.identity] = left
	}
	d.watching = slices.DeleteFunc(d.watching, isIt)
	d.phones = slices.DeleteFunc(d.phones, isIt)
}

// watchPhones makes a session hear of simulated phones, or no longer.
func (d *directory) watchPhones(m *member, on bool) {
	d.phones = slices.DeleteFunc(d.phones, func(one *member) bool { return one == m })
	if on {
		d.phones = append(d.phones, m)
	}
}

// watch makes a session hear of live changes, or no longer.
func (d *directory) watch(m *member, on, all bool) {
	d.watching = slices.DeleteFunc(d.watching, func(one *member) bool { return one == m })
	if m.watchesAll = on && all; on {
		d.watching = append(d.watching, m)
	}
}

// isAtDesk says whether some session of an identity stands for its person.
func (d *directory) isAtDesk(identity string) bool {
	return slices.ContainsFunc(d.of(identity), func(m *member) bool { return m.atDesk })
}

// of lists the sessions of an identity.
func (d *directory) of(identity string) []*member { return d.byIdentity[identity] }

// reachable lists who gets an envelope that is addressed to a node: the session that is the node, or
// else the sessions of its identity that take what is addressed to it (LIME and Blip, §7.1, §26). Of
// several sessions of one node the newest counts: the others are lost lines that nobody noticed yet.
func (d *directory) reachable(to lime.Node) []*member {
	sessions := d.of(doc.FoldIdentity(to.Identity.String()))
	for _, m := range slices.Backward(sessions) {
		if m.Node().Equal(to) {
			return []*member{m}
		}
	}
	var taking []*member
	for _, m := range sessions {
		if m.takesIdentity() {
			taking = append(taking, m)
		}
	}
	return taking
}

// takesIdentity says whether the session takes what is addressed to its identity.
func (m *member) takesIdentity() bool {
	presence, set := m.Presence()
	return set && presence.Status != lime.PresenceUnavailable && presence.RoutingRule != "" &&
		presence.RoutingRule != lime.RoutingInstance
}

// watchers lists the sessions that hear of sends of an agent.
func (d *directory) watchers(agent string) []*member {
	var found []*member
	for _, m := range d.watching {
		if m.watchesAll || m.identity == agent {
			found = append(found, m)
		}
	}
	return found
}
