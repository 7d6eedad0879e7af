package message

import "time"

// Draft is what Check judges: the template, its values, and the facts that the caller gathered. A
// fact that is absent (zero or nil) produces no finding.
type Draft struct {
	Template       Template
	TemplateReadAt time.Time // when the template was last read from the platform
	Values         Values
	Recipient      string // the phone as it will be used, with its +
	OwnNumber      string // the bot's phone
	Contact        *ContactFacts
	History        *HistoryFacts
	Media          map[Place]MediaFacts
	Now            time.Time
	PlatformMedia  string // prefix of the addresses that the platform itself serves: exempt from https and public host (M2)
}

// ContactFacts is what is known of the recipient.
type ContactFacts struct {
	OptedOut bool // of marketing from this business
}

// HistoryFacts is what was sent to the recipient before.
type HistoryFacts struct {
	LastToRecipientAt time.Time     // our last message to the recipient
	SameSentBefore    bool          // the same template and values went to the recipient, or may have
	OtherAgentAt      time.Time     // another agent's last message to the recipient
	OtherAgent        string        // that agent's name
	OtherAgentWindow  time.Duration // the team's rule; zero means OtherAgentWindowDefault
}

// OtherAgentWindowDefault is how long another agent's message counts as recent (P6).
const OtherAgentWindowDefault = 4 * time.Hour

// MediaFacts is what was found out about the file at a media place. The gatherer leaves zero what it
// did not learn; those facts are not judged.
type MediaFacts struct {
	Unreachable  string    // stable code of why no answer came ("timeout", "dns", …); empty when one came
	Status       int       // HTTP status of the final answer
	ContentType  string    // as the server says it
	SniffedType  string    // as the first bytes say it
	Length       int64     // bytes; 0 when unknown
	FinalAddress string    // after redirects; empty when there was none
	Redirects    int       // how many were followed
	PrivateHost  bool      // some address of the host is private or loopback
	UploadedAt   time.Time // of an id:<digits>
	UploadedFor  string    // phone of the bot that an id:<digits> was uploaded for
}
