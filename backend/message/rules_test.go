package message

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestRulesOfButtons(t *testing.T) {
	link := func(value string) Draft {
		return Draft{Template: templateOf(t, `[{"type":"BUTTONS","buttons":[{"type":"URL","text":"a","url":"https://exemplo.com.br/os/{{1}}"}]}]`),
			Values: Values{"button.0.url": value}}
	}
	coupon := func(value string) Draft {
		return Draft{Template: templateOf(t, `[{"type":"BUTTONS","buttons":[{"type":"COPY_CODE"}]}]`), Values: Values{"button.0.code": value}}
	}
	otp := func(body, button string) Draft {
		return Draft{Template: everyTemplate(t)["codigo_acesso"], Values: Values{"body.1": body, "button.0.code": button}}
	}
	const at = "button.0.url"
	runRuleCases(t, []ruleCase{
		{rule: "U1", name: "fine", draft: link("A-77?x=1&y=ção")},
		{rule: "U1", name: "blank inside", draft: link("A 77"), code: "url-has-white-space", level: "E", place: at},
		{rule: "U1", name: "break at the end", draft: link("A77\n"), code: "url-has-white-space", level: "E", place: at, fix: "A77"},
		{rule: "U1", name: "2000", draft: link(strings.Repeat("x", URLMax-26))},
		{rule: "U1", name: "2001", draft: link(strings.Repeat("x", URLMax-25)), code: "url-too-long", level: "E", place: at},
		{rule: "U1", name: "empty is V1 only", draft: link("")},
		{rule: "V1", name: "empty", draft: link(""), code: "value-missing", level: "E", place: at},
		{rule: "U2", name: "vector 16: whole link", draft: link("https://exemplo.com.br/os/9"), code: "url-is-whole-link", level: "W", place: at, fix: "9"},
		{rule: "U2", name: "base without scheme", draft: link("exemplo.com.br/os/9"), code: "url-is-whole-link", level: "W", place: at, fix: "9"},
		{rule: "U2", name: "other link", draft: link("HTTP://outro.com/9"), code: "url-is-whole-link", level: "W", place: at},
		{rule: "U2", name: "suffix", draft: link("9")},
		{rule: "C1", name: "vector 18: VOLTA-10", draft: coupon("VOLTA-10"), code: "coupon-not-letters-and-digits", level: "E", place: "button.0.code"},
		{rule: "C1", name: "fine", draft: coupon("VOLTA10")},
		{rule: "C1", name: "15", draft: coupon(strings.Repeat("A", 15))},
		{rule: "C1", name: "16", draft: coupon(strings.Repeat("A", 16)), code: "coupon-perhaps-too-long", level: "W", place: "button.0.code"},
		{rule: "C1", name: "21", draft: coupon(strings.Repeat("A", 21)), code: "coupon-too-long", level: "E", place: "button.0.code"},
		{rule: "C2", name: "same", draft: otp("123456", "123456 ")},
		{rule: "C2", name: "differs in case", draft: otp("abc", "ABC"), code: "otp-differs", level: "E", place: "button.0.code", fix: "abc"},
		{rule: "C2", name: "16", draft: otp(strings.Repeat("1", 16), ""), code: "otp-too-long", level: "E", place: "body.1"},
		{rule: "V1", name: "code lacks in the button", draft: otp("1", ""), code: "value-missing", level: "E", place: "button.0.code"},
	})
}

func TestRulesOfStructure(t *testing.T) {
	one := func(button, place, value string) Draft {
		return Draft{Template: templateOf(t, `[{"type":"BUTTONS","buttons":[{"type":"`+button+`"}]}]`), Values: Values{Place(place): value}}
	}
	sections := `[{"title":"a","product_items":[{"product_retailer_id":"S"}]}]`
	many := `[{"title":"a","product_items":[` + strings.Repeat(`{"product_retailer_id":"S"},`, 30) + `{"product_retailer_id":"S"}]}]`
	runRuleCases(t, []ruleCase{
		{rule: "V2", name: "payload 128", draft: one("QUICK_REPLY", "button.0.payload", strings.Repeat("x", 128))},
		{rule: "V2", name: "payload 129", draft: one("QUICK_REPLY", "button.0.payload", strings.Repeat("x", 129)), code: "payload-too-long", level: "E", place: "button.0.payload"},
		{rule: "V2", name: "flow", draft: one("FLOW", "button.0.flow", `{"a":1}`)},
		{rule: "V2", name: "flow is a list", draft: one("FLOW", "button.0.flow", `[1]`), code: "flow-data-not-an-object", level: "E", place: "button.0.flow"},
		{rule: "V2", name: "sections", draft: one("MPM", "button.0.sections", sections)},
		{rule: "V2", name: "sections broken", draft: one("MPM", "button.0.sections", `[{`), code: "sections-not-valid", level: "E", place: "button.0.sections"},
		{rule: "V2", name: "31 products", draft: one("MPM", "button.0.sections", many), code: "sections-not-valid", level: "E", place: "button.0.sections"},
		{rule: "V2", name: "minutes", draft: one("VOICE_CALL", "button.0.ttl", "43200")},
		{rule: "V2", name: "minutes too many", draft: one("VOICE_CALL", "button.0.ttl", "43201"), code: "call-minutes-not-valid", level: "E", place: "button.0.ttl"},
	})
}

func TestRulesOfLocationCardsAndOffer(t *testing.T) {
	location := func(latitude, longitude string) Draft {
		return Draft{Template: everyTemplate(t)["store_address"], Values: Values{"header.location.latitude": latitude, "header.location.longitude": longitude}}
	}
	offer := func(at string) Draft {
		return Draft{Template: everyTemplate(t)["oferta_relampago"], Values: Values{"offer.expires": at}, Now: noon}
	}
	shoes := Draft{Template: everyTemplate(t)["carrossel_sapatos"], Values: Values{"card.2.body.1": "x"}}
	eleventh := Draft{Template: everyTemplate(t)["carrossel_produtos"], Values: Values{"card.10.header.product": "x"}}
	ninth := Draft{Template: everyTemplate(t)["carrossel_produtos"], Values: Values{"card.9.header.product": "x"}}
	const lat, long = "header.location.latitude", "header.location.longitude"
	runRuleCases(t, []ruleCase{
		{rule: "L1", name: "fine", draft: location("-19.92", "180")},
		{rule: "L1", name: "comma", draft: location("-19,92", "0"), code: "coordinate-has-comma", level: "E", place: lat, fix: "-19.92"},
		{rule: "L1", name: "beyond the pole", draft: location("90.1", "0"), code: "coordinate-not-valid", level: "E", place: lat},
		{rule: "L1", name: "not a number", draft: location("0", "NaN"), code: "coordinate-not-valid", level: "E", place: long},
		{rule: "L1", name: "hexadecimal", draft: location("0", "0x1"), code: "coordinate-not-valid", level: "E", place: long},
		{rule: "K1", name: "a third card", draft: shoes, code: "card-not-in-template", level: "E", place: "card.2.body.1"},
		{rule: "V8", name: "a third card is K1 only", draft: shoes},
		{rule: "K1", name: "tenth product", draft: ninth},
		{rule: "K1", name: "eleventh product", draft: eleventh, code: "card-not-in-template", level: "E", place: "card.10.header.product"},
		{rule: "O1", name: "future", draft: offer(strconv.FormatInt(noon.Add(time.Millisecond).UnixMilli(), 10))},
		{rule: "O1", name: "now", draft: offer(strconv.FormatInt(noon.UnixMilli(), 10)), code: "offer-expiry-past", level: "E", place: "offer.expires"},
		{rule: "O1", name: "words", draft: offer("tomorrow"), code: "offer-expiry-not-a-time", level: "E", place: "offer.expires"},
		{rule: "V1", name: "no expiry", draft: Draft{Template: templateOf(t, `[{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"has_expiration":true}}]`)}, code: "value-missing", level: "E", place: "offer.expires"},
		{rule: "V8", name: "expiry not asked for", draft: Draft{Template: templateOf(t, `[{"type":"LIMITED_TIME_OFFER","limited_time_offer":{"has_expiration":false}}]`),
			Values: Values{"offer.expires": "1"}}, code: "value-not-in-template", level: "E", place: "offer.expires"},
	})
}

func TestRulesOfRecipient(t *testing.T) {
	to := func(phone string, change func(*Draft)) Draft {
		draft := Draft{Template: Template{Status: "APPROVED", Category: CategoryMarketing}, Recipient: phone, Now: noon}
		change(&draft)
		return draft
	}
	plain := func(*Draft) {}
	history := func(facts HistoryFacts) func(*Draft) { return func(d *Draft) { d.History = &facts } }
	const brazil, states = "+5531987654321", "+14155552671"
	runRuleCases(t, []ruleCase{
		{rule: "P1", name: "fine", draft: to(brazil, plain)},
		{rule: "P1", name: "without plus", draft: to("5531987654321", plain), code: "phone-needs-plus", level: "E", place: PlaceRecipient, fix: brazil},
		{rule: "P1", name: "nine", draft: to("+553187654321", plain), code: "phone-brazil-ninth-digit", level: "W", place: PlaceRecipient, fix: brazil},
		{rule: "P1", name: "possible", draft: to("+5520987654321", plain), code: "phone-only-possible", level: "W", place: PlaceRecipient},
		{rule: "P2", name: "own", draft: to(brazil, func(d *Draft) { d.OwnNumber = "+553187654321" }), code: "recipient-is-own-number", level: "E", place: PlaceRecipient},
		{rule: "P2", name: "other", draft: to(brazil, func(d *Draft) { d.OwnNumber = states })},
		{rule: "P3", name: "5999 ms", draft: to(brazil, history(HistoryFacts{LastToRecipientAt: noon.Add(-PaceMin + time.Millisecond)})), code: "recipient-too-soon", level: "E", place: PlaceRecipient},
		{rule: "P3", name: "6 s", draft: to(brazil, history(HistoryFacts{LastToRecipientAt: noon.Add(-PaceMin)}))},
		{rule: "P3", name: "moved clock", draft: to(brazil, history(HistoryFacts{LastToRecipientAt: noon.Add(time.Hour)}))},
		{rule: "P4", name: "opted out", draft: to(brazil, func(d *Draft) { d.Contact = &ContactFacts{OptedOut: true} }), code: "recipient-opted-out", level: "E", place: PlaceRecipient},
		{rule: "P4", name: "opted out of marketing, this is utility", draft: to(brazil, func(d *Draft) { d.Contact = &ContactFacts{OptedOut: true}; d.Template.Category = CategoryUtility })},
		{rule: "P5", name: "United States", draft: to(states, plain), code: "recipient-in-united-states", level: "W", place: PlaceRecipient},
		{rule: "P5", name: "Canada", draft: to("+14165550123", plain)},
		{rule: "P6", name: "colleague", draft: to(brazil, history(HistoryFacts{OtherAgentAt: noon.Add(-time.Hour), OtherAgent: "Bruno"})), code: "recipient-has-other-agent", level: "W", place: PlaceRecipient},
		{rule: "P6", name: "long ago", draft: to(brazil, history(HistoryFacts{OtherAgentAt: noon.Add(-OtherAgentWindowDefault)}))},
		{rule: "P6", name: "team rule", draft: to(brazil, history(HistoryFacts{OtherAgentAt: noon.Add(-time.Hour), OtherAgentWindow: time.Minute}))},
		{rule: "P7", name: "again", draft: to(brazil, history(HistoryFacts{SameSentBefore: true})), code: "message-sent-before", level: "W", place: PlaceRecipient},
		{rule: "P7", name: "first", draft: to(brazil, history(HistoryFacts{}))},
	})
}
