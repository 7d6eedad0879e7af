package app

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"activa/backend/desk"
	"activa/backend/message"
)

func templateRow(entry desk.CatalogEntry) TemplateRow {
	template := entry.Template
	row := TemplateRow{
		ID: entry.Key.String(), Bot: string(entry.Key.Bot), Name: template.Name, Language: template.Language,
		Category: template.Category, Status: template.Status, Quality: template.Quality,
		Favourite: entry.Favourite, LastUsedAt: milliseconds(entry.LastUsedAt),
	}
	row.Sendable, row.Why = template.Sendable()
	if template.Header != nil {
		row.HeaderKind = headerKinds[template.Header.Format]
	}
	if template.Body != nil {
		row.Body = cut(strings.Join(strings.Fields(template.Body.Text), " "), bodyShownMax)
	}
	return row
}

// cut keeps the first characters of a text.
func cut(text string, letters int) string {
	if utf8.RuneCountInString(text) <= letters {
		return text
	}
	return string([]rune(text)[:letters]) + "…"
}

func unknownKinds(template message.Template) []string {
	kinds := []string{}
	for _, part := range template.Unknown {
		kinds = append(kinds, part.Type)
	}
	return kinds
}

func placeView(place desk.ReviewedPlace, template message.Template) PlaceView {
	view := PlaceView{
		Place: string(place.Place), Component: string(place.Component), Index: place.Button,
		Kind: placeKind(place.Kind), Label: place.Variable, Example: place.Example, Prefix: place.Prefix,
		Context: contextOf(place.PlaceDetail, template), Required: place.Required,
		Limit: place.Left, Used: place.Used, Sources: []SourceView{},
	}
	if place.Card != message.None {
		view.Component, view.Index = "card", place.Card
	}
	for _, source := range place.Sources {
		view.Sources = append(view.Sources, SourceView{Source: source.From, Value: source.Value})
	}
	return view
}

// placeKind is the window's word for what a value is: media are called by what they show.
func placeKind(kind message.PlaceKind) string {
	return strings.TrimPrefix(string(kind), "media-")
}

// contextOf is what stands before a variable in its text, a hint for who fills it in.
func contextOf(place message.PlaceDetail, template message.Template) string {
	before, _, found := strings.Cut(textAround(place, template), place.Shown)
	if !found || place.Shown == "" {
		return ""
	}
	if end := strings.LastIndexAny(before, "}.\n!?"); end >= 0 {
		before = before[end+1:]
	}
	// A comma at the end stays: it says that somebody is addressed.
	words := strings.Fields(strings.TrimRight(strings.TrimLeft(before, " ,;:*_~"), " ;:*_~"))
	return strings.Join(words[max(len(words)-3, 0):], " ")
}

// textAround is the text in which a variable stands: of the header, the body, or those of a card. A link
// is no text.
func textAround(place message.PlaceDetail, template message.Template) string {
	header, body := template.Header, template.Body
	if place.Card != message.None {
		header, body = template.Cards[place.Card].Header, template.Cards[place.Card].Body
	}
	switch {
	case place.Component == message.ComponentHeader && header != nil:
		return header.Text
	case place.Component == message.ComponentBody && body != nil:
		return body.Text
	}
	return ""
}

func reviewView(review desk.DraftReview, values message.Values) DraftReview {
	view := DraftReview{
		Places: []PlaceView{}, Preview: previewView(message.Render(review.Template, values)), Findings: findingViews(review.Findings),
		CanSend: review.CanSend, Blocked: []FaultView{}, Media: []MediaView{},
	}
	view.Preview.Unknown = unknownKinds(review.Template)
	for _, place := range review.Places {
		if asked(place.Kind) {
			view.Places = append(view.Places, placeView(place, review.Template))
		}
	}
	for _, why := range review.Blocked {
		view.Blocked = append(view.Blocked, faultView(why))
	}
	for _, place := range slices.Sorted(maps.Keys(review.Media)) {
		file := mediaView(place, review.Media[place], review.Findings)
		view.Media = append(view.Media, file)
		if file.Link == "" {
			withoutFile(&view.Preview, string(place))
		}
	}
	return view
}

// withoutFile keeps the window from asking for a file that is not known to be one of the right kind.
func withoutFile(preview *PreviewView, place string) {
	if preview.Header != nil && preview.Header.Place == place {
		preview.Header.Link = ""
	}
	for index := range preview.Cards {
		withoutFile(&preview.Cards[index], place)
	}
}

// asked says whether a person fills a place. Payloads and tokens are the program's own words: it sends
// them by itself (WhatsApp templates, §5.2 rule 7 and §14), and a thumbnail is optional.
func asked(kind message.PlaceKind) bool {
	return kind != message.KindPayload && kind != message.KindFlowToken && kind != message.KindThumbnail
}

// mediaView is what is known of a file, with the first finding about it.
func mediaView(place message.Place, state desk.MediaState, findings []message.Finding) MediaView {
	view := MediaView{
		Place: string(place), URL: state.Address, Checking: !state.Checked,
		Type: state.Facts.SniffedType, Bytes: state.Facts.Length, Kind: mediaKind(state.Facts),
	}
	if view.Type == "" {
		view.Type = state.Facts.ContentType
	}
	for _, finding := range findings {
		if finding.Place == place {
			found := findingView(finding)
			view.Finding = &found
			break
		}
	}
	if state.Checked && !slices.ContainsFunc(findings, func(finding message.Finding) bool {
		return finding.Place == place && finding.Level == message.LevelError
	}) {
		view.Link = mediaLink(state.Address)
	}
	return view
}

func mediaKind(facts message.MediaFacts) string {
	kind := facts.SniffedType
	if kind == "" {
		kind = facts.ContentType
	}
	switch {
	case strings.HasPrefix(kind, "image/"):
		return "image"
	case strings.HasPrefix(kind, "video/"):
		return "video"
	case strings.HasPrefix(kind, "application/"), strings.HasPrefix(kind, "text/plain"):
		return "document"
	}
	return "other"
}

func contactView(contact desk.Contact) ContactView {
	view := ContactView{
		ID: string(contact.ID), Name: contact.Name, Phone: contact.Phone, PhoneShown: shownPhone(contact.Phone),
		Email: contact.Email, Fields: contact.Fields, LastMessageAt: milliseconds(contact.LastMessageAt), OptedOut: contact.OptedOut,
	}
	if view.Fields == nil {
		view.Fields = map[string]string{}
	}
	return view
}

func optionalContact(contact *desk.Contact) *ContactView {
	if contact == nil {
		return nil
	}
	view := contactView(*contact)
	return &view
}

func recipientView(review desk.RecipientReview) RecipientReview {
	view := RecipientReview{
		Kind: string(review.Kind), Contact: optionalContact(review.Contact), Known: optionalContact(review.Known),
		Phone: review.Phone.E164, PhoneShown: review.Phone.International, Region: review.Phone.Region,
		Suggestions: []NumberView{}, Guards: []GuardView{}, Findings: findingViews(review.Findings),
		CanContinue: review.CanContinue,
	}
	for _, suggested := range review.Suggestions {
		view.Suggestions = append(view.Suggestions, NumberView{Phone: suggested, PhoneShown: shownPhone(suggested)})
	}
	for _, guard := range review.Guards {
		parameters := guard.Parameters
		if parameters == nil {
			parameters = map[string]string{}
		}
		view.Guards = append(view.Guards, GuardView{Code: guard.Code, Level: string(guard.Level), Parameters: parameters, At: milliseconds(guard.At)})
	}
	return view
}

func (s *session) sentView(detail desk.SentDetail, now time.Time) SentDetail {
	view := SentDetail{
		Row: rowView(detail.Message, s.glance(now)), Preview: previewView(message.Render(detail.Template, detail.Message.Message.Values)), Values: map[string]string{},
		Replies: []ReplyRouteView{}, Earlier: orEmpty(rowViews(detail.Earlier, s.glance(now))),
	}
	view.Preview.Unknown = unknownKinds(detail.Template)
	for place, value := range detail.Message.Message.Values {
		view.Values[string(place)] = value
	}
	snapshot := s.desk.Snapshot()
	bot := desk.Bot{ID: desk.BotID(detail.Message.Message.Bot)}
	for _, known := range snapshot.Bots {
		if known.ID == bot.ID {
			bot = known
		}
	}
	for _, route := range desk.ReplyRoutes(detail.Message, bot, snapshot.Session.Abilities, snapshot.Presence.Presence.Status, now) {
		view.Replies = append(view.Replies, ReplyRouteView{
			Code: string(route.Code), Now: route.Now, Parameters: map[string]string{"bot": bot.Name}, From: milliseconds(route.From),
		})
	}
	return view
}
