package platformtest

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"testing"

	"activa/backend/desk"
)

func testUpload(t *testing.T, s *session) {
	uploader, can := s.Platform.(desk.Uploader)
	if !can || !s.Platform.Abilities().Uploads {
		s.leaveOut(t, "this platform takes no files")
	}
	keeper, can := s.Platform.(desk.MediaKeeper)
	if !can {
		s.leaveOut(t, "this platform serves no files of its own")
	}
	const size = 5 << 20
	content := make([]byte, size)
	copy(content, "%PDF-1.4\n")
	for i := 9; i < size; i++ {
		content[i] = byte(i * 31 >> 3)
	}
	var told []int64
	address, err := uploader.Upload(t.Context(), s.Bot, "Nota fiscal n.º 7.pdf", "application/pdf", size, bytes.NewReader(content),
		func(sent int64) { told = append(told, sent) })
	if err != nil {
		t.Fatalf("upload: %v", err)
	}
	if len(told) == 0 || told[len(told)-1] != size || !slices.IsSorted(told) {
		t.Errorf("told %v", told)
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || !strings.EqualFold(parsed.Host, keeper.MediaHost()) {
		t.Fatalf("the address is %q, %v", address, err)
	}
	for _, limit := range []int64{size, 4 << 10} {
		back, err := keeper.Media(t.Context(), parsed.Path, limit)
		if err != nil || back.ContentType != "application/pdf" || back.Size != size || !bytes.Equal(back.Content, content[:limit]) {
			t.Errorf("read back %d of %d bytes of %s, %v", len(back.Content), back.Size, back.ContentType, err)
		}
	}
	if _, err := uploader.Upload(t.Context(), s.Bot, "curto.pdf", "application/pdf", size, bytes.NewReader(content[:100]), nil); err == nil {
		t.Error("a file shorter than it says was taken")
	}
	again, err := uploader.Upload(t.Context(), s.Bot, "Nota fiscal n.º 7.pdf", "application/pdf", 9, bytes.NewReader(content[:9]), nil)
	if err != nil || again == address {
		t.Errorf("another file of that name is at %q, %v", again, err)
	}
}
