package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"activa/backend/fault"
	"activa/backend/message"
)

// serving is a platform with one file of its own; it counts what goes over the line.
type serving struct {
	Platform // nil: nothing else is asked
	content  string
	read     int64
}

func (s *serving) MediaHost() string { return "media.example" }

func (s *serving) Media(_ context.Context, path string, limit int64) (PlatformFile, error) {
	if path != "/manual.pdf" {
		return PlatformFile{}, ErrMediaAbsent
	}
	begin := s.content[:min(int64(len(s.content)), limit)]
	s.read += int64(len(begin))
	return PlatformFile{Content: []byte(begin), ContentType: "application/pdf", Size: int64(len(s.content))}, nil
}

// A file of the platform's own host was once fetched whole, up to 100 MB, only to say what kind it is.
func TestWhatALargeFileIsIsSaidByItsBeginning(t *testing.T) {
	platform := &serving{content: "%PDF-1.4\n" + strings.Repeat("x", 5<<20)}
	made := &Desk{platform: platform, now: time.Now}
	facts := made.CheckMedia(t.Context(), "https://media.example/manual.pdf")
	want := message.MediaFacts{Status: 200, ContentType: "application/pdf", SniffedType: "application/pdf", Length: int64(len(platform.content))}
	if facts != want || platform.read > mediaHeadBytes {
		t.Errorf("%+v after %d bytes", facts, platform.read)
	}
	if file, err := made.Media(t.Context(), "https://media.example/manual.pdf"); err != nil || string(file.Content) != platform.content {
		t.Errorf("%d bytes for the preview, %v", len(file.Content), err)
	}
	if facts := made.CheckMedia(t.Context(), "https://media.example/other.pdf"); facts.Status != 404 {
		t.Errorf("of what is not there: %+v", facts)
	}
	if _, err := made.Media(t.Context(), "https://media.example/other.pdf"); fault.CodeOf(err) != MediaFetchFailed {
		t.Errorf("a preview of what is not there: %v", err)
	}
}
