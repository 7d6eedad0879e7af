package commandline

import "activa/backend/fault"

// sentences are the words of the commands for codes that people meet there. Commands speak English.
var sentences = map[fault.Code]string{
	"data-in-use":             "Another Activa has the folder {folder} open. Close it, or name another folder with --data.",
	"data-not-writable":       "Nothing can be written to {folder}{path}. Check its rights and the free space, or name another folder with --data.",
	"data-corrupted":          "The data in {path} cannot be read. Nothing was changed. Put a copy of the folder aside, then restore the file from a backup (…backup* beside it) or name a new folder with --data.",
	"data-from-newer-program": "A newer Activa wrote {path}. Nothing was changed. Install that version, or name another folder with --data.",
	"address-in-use":          "The address {address} is taken by another program. Choose another one with --listen.",
	"file-too-large":          "The file is too large; {limit} are the limit.",
	"file-not-text":           "The file is no text: save it as CSV, in UTF-8 if you are asked.",
	"file-without-phone":      "No column of the file looks like a phone or an e-mail. Name the columns name, phone, email in its first line.",
	"file-empty":              "The file is empty.",
	"credentials-refused":     "The hub does not let this account in: its name or its secret is wrong.",
	"platform-refused":        "The hub refused it: {description} (code {code}).",
	"not-connected":           "The hub cannot be reached.",
	"agent-not-online":        "The agent is not Online, so nothing was sent.",
	"recipient-in-attendance": "The customer has an open ticket with {agent}, so nothing was sent.",
	"draft-has-errors":        "The message cannot be sent; the findings above say why.",
	"template-unknown":        "There is no such template of this bot in this language.",
}
