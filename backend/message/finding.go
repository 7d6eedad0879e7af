package message

// Level says what a finding does to a send.
type Level string

// The levels: an error blocks the send, a warning asks for confirmation.
const (
	LevelError   Level = "E"
	LevelWarning Level = "W"
)

// Finding is one thing that the validator says of a draft. WhatsApp templates, §11.
type Finding struct {
	Rule       string // "V2"
	Level      Level
	Place      Place             // empty when the finding concerns the whole message
	Code       string            // stable key of the message, for example "value-has-line-break"
	Parameters map[string]string // the facts that the words for the code need; may be nil
	Fix        *Fix              // nil when there is no one-click fix
	Text       string            // one plain English sentence, printed by the commands
}

// Fix is a one-click correction: the value to put at the place.
type Fix struct {
	Place Place
	Value string
}

// HasErrors says whether any finding blocks the send.
func HasErrors(findings []Finding) bool {
	for _, finding := range findings {
		if finding.Level == LevelError {
			return true
		}
	}
	return false
}
