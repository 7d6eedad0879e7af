package app

import (
	"strconv"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// Team counts what everybody sent since an instant, by every bot or by one, for supervisors.
func (a *App) Team(query TeamQuery) (TeamView, error) {
	current, err := a.program.current()
	if err != nil {
		return TeamView{}, err
	}
	told, err := current.desk.TeamSends(current.ctx, instant(query.Since), desk.BotID(query.Bot))
	if err != nil {
		return TeamView{}, err
	}
	return teamView(told), nil
}

func teamView(told desk.TeamSends) TeamView {
	view := TeamView{AsOf: milliseconds(told.AsOf), Replies: told.Replies, Whole: told.Whole,
		Agents: []AgentSendsView{}, Reasons: []ReasonCountView{}}
	var total message.Tally
	for _, one := range told.Agents {
		total = total.Plus(one.Tally)
		view.Agents = append(view.Agents, AgentSendsView{Agent: one.Agent, Name: one.Name, Counts: tallyView(one.Tally),
			Presence: string(one.Presence.Status), PresenceSince: milliseconds(one.Presence.Since)})
	}
	view.Total = tallyView(total)
	for _, one := range told.Reasons {
		view.Reasons = append(view.Reasons, ReasonCountView{Key: message.ExplainReason(one.Reason).Key, Count: one.Count})
	}
	return view
}

func tallyView(tally message.Tally) TallyView {
	return TallyView{Sent: tally.Sent, Delivered: tally.Delivered, Read: tally.Read,
		Replied: tally.Replied, Failed: tally.Failed, Expired: tally.Expired}
}

// savedTextBytesMax bounds a text that the window lets keep as a file.
const savedTextBytesMax = 4 << 20

// SaveText keeps a text of the window as a file where the person says. Fault: file-too-large.
func (a *App) SaveText(text, name string) error {
	if len(text) > savedTextBytesMax {
		return fault.New(message.FaultFileTooLarge, nil, fault.Parameters{"megabytes": strconv.Itoa(savedTextBytesMax >> 20)})
	}
	if host := a.program.hosted(); host != nil {
		return host.saveFile(message.ChatFileName(name), []byte(text))
	}
	return nil
}
