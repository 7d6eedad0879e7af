package hub

import (
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
