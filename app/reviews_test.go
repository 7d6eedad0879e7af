package app

import (
	"slices"
	"testing"

	"activa/backend/desk"
	"activa/backend/message"
)

func TestAVariableIsHintedByTheWordsBeforeIt(t *testing.T) {
	template := message.Template{
		Header: &message.Header{Format: message.HeaderText, Text: "Tu turno del {{1}}"},
		Body:   &message.Body{Text: "Hola {{1}}, tu pedido *{{2}}* sale hoy y llega {{3}}. {{4}} lo lleva.\nTotal: {{5}}"},
		Buttons: []message.Button{
			{Kind: message.ButtonURL, URL: "https://activa.example/{{1}}"},
		},
		Cards: []message.Card{
			{Body: &message.Body{Text: "Mesa de {{1}}"}},
			{Body: &message.Body{Text: "Silla por {{1}}"}},
		},
	}
	want := map[message.Place]string{
		"header.1": "Tu turno del", "body.1": "Hola", "body.2": "tu pedido", "body.3": "hoy y llega", "body.4": "",
		"body.5": "Total", "button.0.url": "", "card.0.body.1": "Mesa de", "card.1.body.1": "Silla por",
	}
	places := template.Places()
	if len(places) != len(want) {
		t.Errorf("%d places, want %d", len(places), len(want))
	}
	for _, place := range places {
		if got := contextOf(place, template); got != want[place.Place] {
			t.Errorf("%s: %q, want %q", place.Place, got, want[place.Place])
		}
	}
}

func TestASuggestedNumberIsShownAsPeopleReadIt(t *testing.T) {
	view := recipientView(desk.RecipientReview{Suggestions: []string{"+5511987654321"}})
	want := []NumberView{{Phone: "+5511987654321", PhoneShown: "+55 11 98765-4321"}}
	if !slices.Equal(view.Suggestions, want) {
		t.Errorf("suggestions %v, want %v", view.Suggestions, want)
	}
	if empty := recipientView(desk.RecipientReview{}).Suggestions; empty == nil {
		t.Error("no suggestions must be an empty list for the window, not null")
	}
}
