package simulator

import (
	"hash/fnv"
	"slices"
	"strings"
)

// Character is how a simulated person treats what arrives. The package comment tells each one.
type Character string

// The characters.
const (
	Prompt         Character = "prompt"          // reads at once
	Steady         Character = "steady"          // reads within seconds
	Slow           Character = "slow"            // reads after many minutes
	NeverReads     Character = "never-reads"     // read receipts are off
	PhoneOff       Character = "phone-off"       // gets it hours later
	Answers        Character = "answers"         // answers with text
	Taps           Character = "taps"            // taps a quick reply, or answers where there is none
	ThirdDay       Character = "third-day"       // answers on the third day
	Stops          Character = "stops"           // asks not to be written to
	Chatty         Character = "chatty"          // writes several messages in a row
	JustInTime     Character = "just-in-time"    // answers a minute before the 24 h end
	JustTooLate    Character = "just-too-late"   // answers a minute after
	Blocks         Character = "blocks"          // has blocked us
	NoWhatsApp     Character = "no-whatsapp"     // 131026
	MarketingCap   Character = "marketing-cap"   // 131049
	OptedOut       Character = "opted-out"       // 131050
	Experiment     Character = "experiment"      // 130472
	FileFails      Character = "file-fails"      // 131053
	Throttled      Character = "throttled"       // 131056
	Unpaid         Character = "unpaid"          // 131042: reaching them takes what our account has not paid
	TwoDevices     Character = "two-devices"     // failed on one, received on the other
	Disorder       Character = "disorder"        // receipts twice and out of order
	GatewayDown    Character = "gateway-down"    // the first try is not taken
	GatewayRefuses Character = "gateway-refuses" // 132001 as the answer to Send
	AnswerLost     Character = "gateway-unclear" // Send answers with an unknown outcome
)

// forced are the characters by the last four digits of a phone.
var forced = map[string]Character{
	"9900": Prompt, "9901": Slow, "9902": NeverReads, "9903": PhoneOff, "9904": Answers, "9905": Taps,
	"9906": ThirdDay, "9907": Stops, "9908": Chatty, "9909": Blocks, "9910": NoWhatsApp,
	"9911": MarketingCap, "9912": OptedOut, "9913": Experiment, "9914": FileFails, "9915": TwoDevices,
	"9916": Disorder, "9917": GatewayDown, "9918": GatewayRefuses, "9919": AnswerLost,
	"9920": JustInTime, "9921": JustTooLate, "9922": Throttled,
	"9923": Unpaid,
}

// writers are the characters that write by themselves.
var writers = []Character{Answers, Taps, ThirdDay, Stops, Chatty, JustInTime, JustTooLate}

// Characters lists every character, sorted, for a person to choose from.
func Characters() []Character {
	all := []Character{Steady}
	for _, character := range forced {
		all = append(all, character)
	}
	slices.Sort(all)
	return all
}

// CharacterOf is the character of a contact whom nobody gave one: by the last four digits of the
// phone, else one of those who read soon.
func CharacterOf(phone, contact string) Character {
	digits := digitsOf(phone)
	if len(digits) >= 4 {
		if character, is := forced[digits[len(digits)-4:]]; is {
			return character
		}
	}
	if hashOf(digits, contact)%3 == 0 {
		return Steady
	}
	return Prompt
}

func digitsOf(phone string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, phone)
}

func hashOf(parts ...string) uint64 {
	hash := fnv.New64a()
	for _, part := range parts {
		hash.Write([]byte(part)) // never fails, hash.Hash
		hash.Write([]byte{0})
	}
	return hash.Sum64()
}
