package message

import "testing"

func TestChatFile(t *testing.T) {
	for contentType, want := range map[string]struct {
		kind ChatFileKind
		max  int64
	}{
		"image/jpeg": {ChatFileImage, 5 << 20}, "image/png": {ChatFileImage, 5 << 20},
		"video/mp4": {ChatFileVideo, 16 << 20}, "video/3gpp": {ChatFileVideo, 16 << 20},
		"audio/ogg": {ChatFileAudio, 16 << 20}, "audio/mpeg": {ChatFileAudio, 16 << 20}, "audio/x-m4a": {ChatFileAudio, 16 << 20},
		"application/pdf": {ChatFileDocument, 100 << 20}, "text/plain; charset=utf-8": {ChatFileDocument, 100 << 20},
		"text/csv": {ChatFileDocument, 100 << 20},
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {ChatFileDocument, 100 << 20},
		"image/webp": {}, "image/gif": {}, "image/svg+xml": {}, "video/webm": {}, "audio/wav": {}, "text/html": {},
		"application/zip": {}, "application/x-executable": {}, "": {},
	} {
		kind, bytesMax, fits := ChatFile(contentType)
		if kind != want.kind || bytesMax != want.max || fits != (want.kind != "") {
			t.Errorf("%q is %q up to %d, %v; want %q up to %d", contentType, kind, bytesMax, fits, want.kind, want.max)
		}
	}
}

func TestChatFileName(t *testing.T) {
	for given, want := range map[string]string{
		"recibo.pdf": "recibo.pdf", "../../etc/passwd": "passwd", `C:\fotos\rita.jpg`: "rita.jpg", "a\nb.txt": "a b.txt", "": "document",
	} {
		if got := ChatFileName(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
	}
}
