package commandline

import (
	"cmp"
	"errors"
	"regexp"
	"strings"

	"activa/backend/fault"
)

// sentences are the words of the commands for every code that can come up there: what happened, then
// what to do. Commands speak English. A name in braces is a parameter; one that the fault lacks is left out.
var sentences = map[fault.Code]string{
	"data-in-use":             "Another Activa has the folder {folder} open. Close it, or name another folder with --data.",
	"data-not-writable":       "Nothing can be written to {folder}. Check its rights and the free space, or name another folder with --data.",
	"data-not-private":        "Others can read {folder} and it holds more than Activa's data. Take their rights from it, or name a folder of its own with --data.",
	"data-corrupted":          "The data in {path} cannot be read. Nothing was changed. Put a copy of the folder aside, then restore the file from a backup ({path}.before-* are copies that updates made) or name a new folder with --data.",
	"data-from-newer-program": "A newer Activa wrote {path}. Nothing was changed. Install that version, or name another folder with --data.",
	"data-too-new":            "A newer Activa wrote {path}. Nothing was changed. Install that version, or name another folder with --data.",
	"disk-full":               "The disk with the data is full. Make room and try again; what was stored before is unharmed.",
	"address-in-use":          "The address {address} is taken by another program. Choose another one with --listen.",

	"file-too-large":             "The file is too large ({limit}{megabytes} is the most that is read). Split it into parts.",
	"file-not-text":              "The file is no text. Save it as CSV, in UTF-8 if you are asked.",
	"file-without-phone":         "No column of the file looks like a phone or an e-mail. Name the columns name, phone, email in its first line.",
	"file-empty":                 "The file is empty.",
	"file-not-readable":          "The file cannot be read. Check that it is a whole file and that you may read it.",
	"file-not-json":              "The file is not JSON in UTF-8, or only a part of it. Save the answer of Meta's Graph API as it is.",
	"file-has-no-templates":      "The file is JSON but holds no list of templates. It takes {\"data\":[…]} as Meta's Graph API answers, a plain array, or one template.",
	"template-unreadable":        "This cannot be read as a template: {reason}. It takes one object with name, language, status and components, as Meta's Graph API answers.",
	"template-values-missing":    "Values are missing for {places}.",
	"template-values-malformed":  "The values of {places} cannot be read.",
	"template-not-supported":     "The template has a part that this program cannot send.",
	"template-content-malformed": "The message breaks the rule {rule} at {place}.",
	"campaign-cannot-carry":      "This platform cannot carry a value at {place}.",

	"credentials-refused": "The hub does not let this account in: its name or its secret is wrong.",
	"sign-in-refused":     "The hub does not let this account in: its name or its secret is wrong.",
	"platform-refused":    "The hub refused it: {description} (code {code}).",
	"not-supported":       "This hub cannot do that.",
	"not-connected":       "The hub cannot be reached. Check its address and the network.",
	"connection-lost":     "The line to the hub broke. Try again.",
	"no-answer":           "The hub did not answer in time. Try again.",

	"agent-not-online":        "The agent is not Online, so nothing was sent.",
	"account-unknown":         "There is no account {account} on this hub.",
	"bot-unknown":             "There is no bot \"{bot}\"; there are {known}.",
	"no-bot":                  "There is no bot yet: activa bots add NAME --number PHONE",
	"recipient-in-attendance": "The customer has an open ticket with {agent}, so nothing was sent.",
	"recipient-missing":       "--to names nobody: give the phone of the recipient, with its country.",
	"draft-has-errors":        "The message cannot be sent; the findings above say why.",
	"draft-invalid":           "The message is too large: its {limit} is over the limit.",
	"template-unknown":        "There is no such template of this bot in this language.",
	"not-simulated":           "The customers of this hub are not simulated, so nobody can act for them or move their time.",
	"ticket-not-there":        "There is no such ticket for this account.",
	"ticket-taken-by-another": "Somebody else was first: {reason}.",
	"ticket-already-ended":    "The ticket is over: {reason}.",
	"ticket-not-yours":        "The ticket is not this account's, so it may not do this.",
	"ticket-not-reserved":     "The ticket does not wait for one agent.",
	"ticket-tags-too-many":    "A ticket has few and short tags.",
	"only-supervisor":         "The ticket waits for one agent; only a supervisor hands it on.",
	"agent-unavailable":       "The ticket cannot go there: {reason}.",
	"agent-slots-full":        "The agent's list is full: {reason}.",
	"transfer-without-target": "The ticket is there already; name another agent or queue.",
	"not-handed-over":         "The message did not leave this machine.",
	"nothing-sent-in-time":    "The hub was not ready in {timeout}, so nothing was sent. Try again, or give it longer with --timeout.",
	"interrupted":             "Interrupted before anything was sent.",
	"media-fetch-failed":      "The file at the address cannot be fetched.",
	"host-unreachable":        "The hub cannot be reached: look at its address and at the network.",
	"tls-intercepted":         "The certificate of the hub is signed by somebody whom this machine does not trust.",
	"captive-portal":          "The network answered with a page of its own: sign in to the network first.",
	"clock-wrong":             "The clock of this machine is wrong, so no certificate can be checked.",
	"proxy-refused":           "The proxy does not let the program through.",
	"websocket-blocked":       "The network does not let WebSocket through.",
	"contract-unknown":        "There is no such contract.",
	"key-of-another-bot":      "The key is another bot's.",
	"key-without-rights":      "The key may not do this.",
	"token-expired":           "The token has ended; get a new one.",
	"too-many-commands":       "The platform got too many commands at once; try again in a minute.",
	"desk-closed":             "The command was ended before it was done.",
}

var unfilled = regexp.MustCompile(`\{[a-z]+\}`)

// sentence is what a person reads of an error: the file it is about, then the words of its code, or the
// error itself when nobody gave it a code.
func sentence(err error) string {
	about := ""
	var file *fileError
	if errors.As(err, &file) {
		about, err = file.path+": ", file.cause
	}
	found := fault.Of(err)
	words, known := sentences[found.Code]
	if !known {
		return about + err.Error()
	}
	pairs := make([]string, 0, 2*len(found.Parameters))
	for name, value := range found.Parameters {
		pairs = append(pairs, "{"+name+"}", cmp.Or(skipWords[value], value))
	}
	return about + strings.NewReplacer(pairs...).Replace(unfilledOut(words, found.Parameters))
}

// unfilledOut takes out the parameters that a fault does not have, before values are put in that may
// hold braces of their own.
func unfilledOut(words string, parameters fault.Parameters) string {
	return unfilled.ReplaceAllStringFunc(words, func(name string) string {
		if _, has := parameters[strings.Trim(name, "{}")]; has {
			return name
		}
		return ""
	})
}

// fileError is an error about one file of several that a command reads.
type fileError struct {
	path  string
	cause error
}

func (f *fileError) Error() string { return f.path + ": " + f.cause.Error() }
func (f *fileError) Unwrap() error { return f.cause }
