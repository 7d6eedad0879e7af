package message

import "slices"

// ChatFileKind is what a file is in a conversation.
type ChatFileKind string

// The files that a conversation can carry.
const (
	ChatFileImage    ChatFileKind = "image"
	ChatFileVideo    ChatFileKind = "video"
	ChatFileAudio    ChatFileKind = "audio"
	ChatFileDocument ChatFileKind = "document"
)

// chatAudioTypes are the sounds that WhatsApp plays, with the other names under which they go.
var chatAudioTypes = []string{
	"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/ogg", "application/ogg",
}

// chatFileKinds are the kinds of a header's files as a conversation calls them, in the order in which a
// content type is looked for.
var chatFileKinds = []struct {
	kind ChatFileKind
	like PlaceKind
}{{ChatFileImage, KindImage}, {ChatFileVideo, KindVideo}, {ChatFileDocument, KindDocument}}

// ChatFile says what a file of a content type is in a conversation, and how large it may be in bytes; false
// when WhatsApp takes no such file. What it takes in a header it takes in a conversation (WhatsApp templates,
// §3), and sounds of up to 16 MB besides; a table of comma-separated values goes as text.
func ChatFile(contentType string) (kind ChatFileKind, bytesMax int64, fits bool) {
	if slices.Contains(chatAudioTypes, plainType(contentType)) {
		return ChatFileAudio, mediaBytesMax[KindVideo], true
	}
	word := mediaKindOfType(contentType)
	if word == "csv" {
		word = "text"
	}
	for _, one := range chatFileKinds {
		if slices.Contains(allowedMedia[one.like], word) {
			return one.kind, mediaBytesMax[one.like], true
		}
	}
	return "", 0, false
}

// ChatFileName is the name under which the customer sees a file: without path, of one line, and not longer
// than FilenameMax, its extension kept.
func ChatFileName(given string) string { return documentName(given, mediaValue{}) }
