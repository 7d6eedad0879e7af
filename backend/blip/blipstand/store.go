package blipstand

import (
	"encoding/json"
	"slices"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

var anyDocument = []string{lime.MediaTypeJSON, lime.MediaTypeText}

// deskRoutes are LIME and Blip, §14.3 to §14.6, as far as the product uses them.
var deskRoutes = []route{
	{doc.DeskNode, lime.MethodGet, "/attendants", nil, append([]string{"$ascending"}, paging...), (*Stand).listAttendants},
	{doc.DeskNode, lime.MethodSet, doc.PathAttendantStatus, []string{doc.MediaTypeAttendantStatus}, nil, (*Stand).setAttendantStatus},
	{doc.DeskNode, lime.MethodGet, "/teams", nil, paging, (*Stand).listTeams},
	{doc.DeskNode, lime.MethodGet, "/teams/agents-online", nil, paging, (*Stand).listTeams},
	{doc.DeskNode, lime.MethodGet, "/attendance-queues", nil, paging, (*Stand).emptyList},
	{doc.DeskNode, lime.MethodGet, "/rules", nil, paging, (*Stand).emptyList},
	{doc.DeskNode, lime.MethodGet, "/replies", nil, paging, (*Stand).listReplyCategories},
	{doc.DeskNode, lime.MethodGet, "/replies/*", nil, paging, (*Stand).listReplies},
	{doc.DeskNode, lime.MethodGet, "/tags/active", nil, paging, (*Stand).listTags},
	{doc.DeskNode, lime.MethodGet, "/monitoring/tickets", nil, []string{"version"}, (*Stand).emptyList},
	{doc.DeskNode, lime.MethodGet, "/configuration/caller", nil, []string{"owner"}, (*Stand).emptyList},
}

// storeRoutes are LIME and Blip, §13.3, §15, §16.
var storeRoutes = []route{
	{doc.ServerNode, lime.MethodGet, "/profile", nil, nil, (*Stand).getProfile},
	{doc.ServerNode, lime.MethodSet, "/contexts/*/*", []string{lime.MediaTypeText}, nil, (*Stand).setContext},
	{doc.BuilderNode, lime.MethodSet, "/contexts/*/*", []string{lime.MediaTypeText}, nil, (*Stand).setContext},
	{doc.ServerNode, lime.MethodGet, "/contexts/*/*", nil, nil, (*Stand).getContext},
	{doc.ServerNode, lime.MethodSet, "/buckets/*", anyDocument, []string{"expiration"}, (*Stand).setBucket},
	{doc.ServerNode, lime.MethodGet, "/buckets/*", nil, nil, (*Stand).getBucket},
	{doc.ServerNode, lime.MethodDelete, "/buckets/*", nil, nil, (*Stand).deleteBucket},
	{doc.ServerNode, lime.MethodGet, "/notifications", nil, []string{doc.QueryID}, (*Stand).listNotifications},
	{doc.ServerNode, lime.MethodGet, "/threads", nil, []string{doc.QueryTake, doc.QuerySkip, "refreshExpiredMedia"}, (*Stand).emptyList},
	{doc.ServerNode, lime.MethodGet, "/threads/*", nil, []string{doc.QueryTake, "messageId", "storageDate", "direction", "refreshExpiredMedia"}, (*Stand).getThread},
	{doc.TunnelNode, lime.MethodGet, "/tunnels/*", nil, nil, (*Stand).getTunnel},
	{doc.MediaNode, lime.MethodGet, "/upload-media-uri", nil, []string{"secure"}, (*Stand).uploadMediaURI},
}

func (s *Stand) emptyList(q question) reply {
	if q.bot == nil {
		return noDesk
	}
	return listOf(lime.MediaTypeJSON, []string{})
}

func (s *Stand) listAttendants(q question) reply {
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	found, ok := page(q, s.options.Attendants, 100, 100)
	if !ok {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "$skip and $take are out of range")
	}
	return listOf(doc.MediaTypeAttendant, found)
}

// setAttendantStatus is the one command here that is not documented, only observed (§14.3 [O]): a person sets
// their own status, where they may; 64 says that it is so already.
func (s *Stand) setAttendantStatus(q question) reply {
	asked, ok := read[doc.AttendantStatus](q)
	person := slices.IndexFunc(s.options.People, func(one Person) bool {
		return one.SetsStatus && doc.SameIdentity(doc.PortalIdentity(one.Email), q.from)
	})
	at := slices.IndexFunc(s.options.Attendants, func(one doc.Attendant) bool { return doc.SameIdentity(one.Identity, q.from) })
	switch {
	case person < 0 || at < 0:
		return failure(lime.ReasonCodeNotAllowed, "The agent may not change the status here")
	case !ok || !slices.Contains([]string{"Online", doc.AttendantPaused, "Invisible"}, asked.Status) || asked.Device == "":
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a status has one of three values, and a device")
	case strings.EqualFold(string(s.options.Attendants[at].Status), asked.Status) && asked.CustomPauseReason == "":
		return failure(lime.ReasonCodeInvalidArgument, "The status is already "+asked.Status)
	}
	s.options.Attendants[at].Status = doc.Text(asked.Status)
	return done
}

// StatusOf is an agent's status on the desk; empty for nobody.
func (s *Stand) StatusOf(agent string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, one := range s.options.Attendants {
		if doc.SameIdentity(one.Identity, agent) {
			return string(one.Status)
		}
	}
	return ""
}

func (s *Stand) listTeams(q question) reply {
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	return listOf(doc.MediaTypeTeam, []doc.Team{{Name: doc.DefaultTeam, AgentsOnline: doc.Number(len(s.options.Attendants))}})
}

// listTags lists the two tags that there are, each with how often it was used.
func (s *Stand) listTags(q question) reply {
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	var tags []map[string]any
	for _, name := range []string{"entrega", "reclamo"} {
		tags = append(tags, map[string]any{"name": name, "closedTickets": 0, "ticketsCount": 0})
	}
	return listOf(doc.MediaTypeTagSummary, tags)
}

// listReplyCategories lists the one category of canned replies that there is, listReplies what is in it (§14.5).
func (s *Stand) listReplyCategories(q question) reply {
	if q.bot == nil || !q.bot.HasDesk {
		return noDesk
	}
	return listOf(doc.MediaTypeCustomReply, []doc.CustomReply{{ID: replyCategory, Category: "Saudações"}})
}

const replyCategory = "category-1"

func (s *Stand) listReplies(q question) reply {
	switch {
	case q.bot == nil || !q.bot.HasDesk:
		return noDesk
	case q.uri.Segments[1] != replyCategory:
		return nothing
	}
	return listOf(doc.MediaTypeCustomReply, []doc.CustomReply{{ID: "reply-1", Category: "Saudações", Name: "Bom dia",
		Document: json.RawMessage(`"Bom dia, {{contact.name}}!"`), Type: lime.MediaTypeText, IsDynamicContent: true}})
}

func (s *Stand) getProfile(question) reply {
	return listOf(lime.MediaTypeText, []string{"get-started", "greeting"}) // names of what the bot has, not of the bot
}

func (s *Stand) setContext(q question) reply {
	value, ok := read[string](q)
	if !ok || value == "" {
		return s.breaks(q, lime.ReasonCodeInvalidArgument, "a context is a text")
	}
	s.contexts[contextKey(q.uri)] = value
	return done
}

func contextKey(uri lime.URI) string {
	return doc.FoldIdentity(uri.Segments[1]) + "/" + strings.ToLower(uri.Segments[2])
}

// Context is what a variable of a contact holds; empty when nobody set it.
func (s *Stand) Context(contact, name string) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.contexts[doc.FoldIdentity(contact)+"/"+strings.ToLower(name)]
}

func (s *Stand) getContext(q question) reply {
	value, is := s.contexts[contextKey(q.uri)]
	if !is {
		return nothing
	}
	return success(lime.MediaTypeText, value)
}

func bucketKey(q question) string { return q.from + "/" + q.uri.Segments[1] }

func (s *Stand) setBucket(q question) reply {
	s.buckets[bucketKey(q)] = slices.Clone(q.Resource)
	return done
}

func (s *Stand) getBucket(q question) reply {
	value, is := s.buckets[bucketKey(q)]
	if !is {
		return nothing
	}
	return success(lime.MediaTypeJSON, value)
}

func (s *Stand) deleteBucket(q question) reply {
	delete(s.buckets, bucketKey(q))
	return done
}

func (s *Stand) listNotifications(q question) reply {
	events := s.events[first(q.uri, doc.QueryID)]
	if len(events) == 0 {
		return nothing
	}
	return listOf("application/vnd.lime.notification+json", events)
}

func (s *Stand) getThread(q question) reply {
	var found []doc.ThreadMessage
	for _, one := range s.tickets {
		if doc.SameIdentity(one.CustomerIdentity, q.uri.Segments[1]) {
			found = append(found, s.said[one.ID]...)
		}
	}
	return listOf(doc.MediaTypeThreadMessage, found)
}

func (s *Stand) getTunnel(q question) reply {
	known, is := s.tunnels[q.uri.Segments[1]]
	if !is {
		return nothing
	}
	return success(lime.MediaTypeJSON, known)
}

func (s *Stand) uploadMediaURI(question) reply {
	return success(lime.MediaTypeText, "https://upload.blip.example/"+s.id("file"))
}
