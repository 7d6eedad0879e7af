package desk

import "sync"

// peopleMax is how many colleagues' names are kept; beyond it they are forgotten and learnt again.
const peopleMax = 5_000

// people is who is who among the colleagues, as far as the platform told lately.
type people struct {
	mu    sync.Mutex
	names map[string]string // by identity
}

func (p *people) meet(agents []TransferAgent) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.names == nil || len(p.names)+len(agents) > peopleMax {
		p.names = make(map[string]string, len(agents))
	}
	for _, agent := range agents {
		if agent.Name != "" {
			p.names[agent.Identity] = agent.Name
		}
	}
}

// NameOf is the name of a colleague; of whom it is not known, and of a queue, what was given.
func (d *Desk) NameOf(identity string) string {
	if account := d.Account(); identity != "" && identity == account.Identity && account.Name != "" {
		return account.Name
	}
	d.people.mu.Lock()
	defer d.people.mu.Unlock()
	if name := d.people.names[identity]; name != "" {
		return name
	}
	return identity
}
