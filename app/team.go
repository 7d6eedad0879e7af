package app

import (
	"activa/backend/desk"
	"activa/backend/message"
)

// Team counts what everybody sent since an instant, for supervisors.
func (a *App) Team(query TeamQuery) (TeamView, error) {
	current, err := a.program.current()
	if err != nil {
		return TeamView{}, err
	}
	told, err := current.desk.TeamSends(current.ctx, instant(query.Since))
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
		view.Agents = append(view.Agents, AgentSendsView{Agent: one.Agent, Name: one.Name, Counts: tallyView(one.Tally)})
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
