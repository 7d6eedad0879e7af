package hub

import (
	"context"

	"activa/backend/lime"
	"activa/backend/ticket"
)

// CommandLine is a line of commandTable as tests see it.
type CommandLine struct {
	Nodes   []string
	Method  lime.Method
	Pattern string
	Roles   []ticket.Role
	ForBot  bool
}

// CommandLines lists the whole table.
func CommandLines() []CommandLine {
	var lines []CommandLine
	for _, rule := range commandTable {
		lines = append(lines, CommandLine{rule.nodes, rule.method, rule.pattern, rule.roles, rule.forBot})
	}
	return lines
}

// SessionsOf counts the sessions of an identity that the hub would tell things.
func (h *Hub) SessionsOf(identity string) (int, error) {
	counted := &sessionsCounted{identity: identity}
	err := h.do(context.Background(), counted)
	return counted.count, err
}

type sessionsCounted struct {
	identity string
	count    int
}

func (c *sessionsCounted) apply(s *step) error {
	c.count = len(s.directory.of(c.identity))
	return nil
}

func (c *sessionsCounted) refused(*step, error) {}
