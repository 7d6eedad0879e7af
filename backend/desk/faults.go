package desk

import "activa/backend/fault"

// The codes of the faults that this room and its Platform and Store ports return.
const (
	// AgentNotOnline refuses a send while the agent is not Online (P1). The draft is kept.
	AgentNotOnline fault.Code = "agent-not-online"
	// CredentialsRefused ends Platform.Run: the platform does not let this account in.
	CredentialsRefused fault.Code = "credentials-refused"
	// NotConnected tells that the line is down and the question needs it.
	NotConnected fault.Code = "not-connected"
	// NotHandedOver is Platform.Send's promise that the message certainly never left this machine.
	NotHandedOver fault.Code = "not-handed-over"
	// NotSupported tells that this platform cannot do what was asked.
	NotSupported fault.Code = "not-supported"

	// DraftHasErrors refuses a send; the findings tell why.
	DraftHasErrors fault.Code = "draft-has-errors"
	// DraftInvalid refuses a draft that breaks a limit of this room; parameter "limit" names it.
	DraftInvalid fault.Code = "draft-invalid"
	// RecipientInAttendance refuses a recipient with an open ticket (P6); parameter "agent" names who has it.
	RecipientInAttendance fault.Code = "recipient-in-attendance"
	// RecipientMissing refuses a draft that names neither a contact nor a phone.
	RecipientMissing fault.Code = "recipient-missing"
	// TemplateUnknown tells that a template is not among those of its bot.
	TemplateUnknown fault.Code = "template-unknown"
	// MessageUnknown tells that no such message was ever sent from here.
	MessageUnknown fault.Code = "message-unknown"
	// DraftUnknown tells that no such draft is kept.
	DraftUnknown fault.Code = "draft-unknown"
	// ChatMessageInvalid refuses a message of a conversation that breaks a limit; parameter "limit" names it.
	ChatMessageInvalid fault.Code = "chat-message-invalid"
	// AlreadyHandedOver refuses to cancel a message that left.
	AlreadyHandedOver fault.Code = "already-handed-over"
	// NotAsking refuses to confirm a message that asks nothing.
	NotAsking fault.Code = "not-asking"
	// SettingsInvalid refuses settings outside their limits; parameter "setting" names the first.
	SettingsInvalid fault.Code = "settings-invalid"
	// PresenceInvalid refuses a presence that is none of the four.
	PresenceInvalid fault.Code = "presence-invalid"
	// DeskClosed tells that the desk has ended or is ending.
	DeskClosed fault.Code = "desk-closed"

	// DataCorrupted tells that the stored data cannot be read; parameter "path" names the file.
	DataCorrupted fault.Code = "data-corrupted"
	// DataNotWritable tells that the data folder or its disk refuses writing; parameter "path".
	DataNotWritable fault.Code = "data-not-writable"
	// DiskFull tells that there is no room left to write; parameters "path" and "folder" when it is this
	// machine's disk, none when it is the platform's.
	DiskFull fault.Code = "disk-full"
	// DataNewer tells that a newer program wrote the data; parameter "path".
	DataNewer fault.Code = "data-from-newer-program"
)
