package demo

import (
	"regexp"
	"testing"

	"activa/backend/message"
)

// Numbers that exist belong to somebody. João's lacks the digit that Brazilian mobiles have today.
func TestPhonesAreValidAndKeptForFiction(t *testing.T) {
	fiction := regexp.MustCompile(`55(5|0|50|55)?01\d\d$`)
	numbers := map[string]string{}
	for _, contact := range Contacts() {
		numbers[contact.Name] = contact.Phone
	}
	for _, bot := range Bots() {
		numbers[bot.Name] = bot.Number
	}
	for name, number := range numbers {
		if number == "" {
			continue
		}
		phone, findings := message.ParsePhone(number, "")
		if name == "João Paz" {
			if phone.Valid || len(findings) != 1 || findings[0].Fix == nil || findings[0].Fix.Value != "+5511985550143" {
				t.Errorf("João Paz: %+v", findings)
			}
			continue
		}
		if !phone.Valid || len(findings) > 0 || phone.E164 != number || !fiction.MatchString(number) {
			t.Errorf("%s: %s %+v", name, number, findings)
		}
	}
}
