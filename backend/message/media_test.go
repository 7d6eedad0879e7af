package message

import (
	"strings"
	"testing"
	"time"
)

func mediaDraft(t *testing.T, format, value string, facts ...MediaFacts) Draft {
	draft := Draft{Template: templateOf(t, `[{"type":"HEADER","format":"`+format+`","example":{"header_handle":["https://scontent.whatsapp.net/x"]}},{"type":"BODY","text":"x"}]`),
		Values: Values{"header.media": value}, OwnNumber: "+5511988887777", Now: noon}
	if len(facts) > 0 {
		draft.Media = map[Place]MediaFacts{"header.media": facts[0]}
	}
	return draft
}

func TestRulesOfMediaValue(t *testing.T) {
	const at = "header.media"
	own := mediaDraft(t, "IMAGE", "http://127.0.0.1:4000/sample/i.jpg")
	own.PlatformMedia = "http://127.0.0.1:4000/sample/"
	runRuleCases(t, []ruleCase{
		{rule: "M1", name: "vector 7: example only", draft: mediaDraft(t, "IMAGE", ""), code: "media-missing", level: "E", place: at},
		{rule: "V1", name: "a missing file is M1 only", draft: mediaDraft(t, "IMAGE", "")},
		{rule: "M1", name: "fine", draft: mediaDraft(t, "IMAGE", "https://cdn.exemplo.com.br/a.JPG?x=1")},
		{rule: "M1", name: "no extension", draft: mediaDraft(t, "VIDEO", "https://cdn.exemplo.com.br/a")},
		{rule: "M1", name: "extension of another kind", draft: mediaDraft(t, "VIDEO", "https://cdn.exemplo.com.br/a.pdf"), code: "media-wrong-kind", level: "E", place: at},
		{rule: "M1", name: "webp", draft: mediaDraft(t, "IMAGE", "https://cdn.exemplo.com.br/a.webp"), code: "media-wrong-kind", level: "E", place: at},
		{rule: "M1", name: "id", draft: mediaDraft(t, "IMAGE", "id:123")},
		{rule: "M1", name: "bad id", draft: mediaDraft(t, "IMAGE", "id:12x"), code: "media-id-not-valid", level: "E", place: at},
		{rule: "M2", name: "http", draft: mediaDraft(t, "IMAGE", "http://cdn.exemplo.com.br/a.jpg"), code: "media-not-https", level: "E", place: at},
		{rule: "M2", name: "words", draft: mediaDraft(t, "IMAGE", "a picture"), code: "media-not-an-address", level: "E", place: at},
		{rule: "M2", name: "loopback", draft: mediaDraft(t, "IMAGE", "https://127.0.0.1/a.jpg"), code: "media-host-private", level: "E", place: at},
		{rule: "M2", name: "private", draft: mediaDraft(t, "IMAGE", "https://[::ffff:10.0.0.1]/a.jpg"), code: "media-host-private", level: "E", place: at},
		{rule: "M2", name: "intranet", draft: mediaDraft(t, "IMAGE", "https://files/a.jpg"), code: "media-host-private", level: "E", place: at},
		{rule: "M2", name: "user", draft: mediaDraft(t, "IMAGE", "https://a:b@exemplo.com/a.jpg"), code: "media-has-credentials", level: "E", place: at},
		{rule: "M2", name: "long", draft: mediaDraft(t, "IMAGE", "https://exemplo.com/"+strings.Repeat("a", URLMax)), code: "media-address-too-long", level: "E", place: at},
		{rule: "M2", name: "platform's own", draft: own},
		{rule: "M2", name: "public", draft: mediaDraft(t, "IMAGE", "https://8.8.8.8/a.jpg")},
		{rule: "M3", name: "vector 8: scontent", draft: mediaDraft(t, "IMAGE", "https://scontent.whatsapp.net/v/a.jpg"), code: "media-host-borrowed", level: "E", place: at},
		{rule: "M3", name: "lookaside", draft: mediaDraft(t, "IMAGE", "https://lookaside.fbsbx.com/a"), code: "media-host-borrowed", level: "E", place: at},
		{rule: "M3", name: "fbcdn", draft: mediaDraft(t, "IMAGE", "https://x.fbcdn.net/a"), code: "media-host-borrowed", level: "E", place: at},
		{rule: "M3", name: "redirect to it", draft: mediaDraft(t, "IMAGE", "https://exemplo.com/a", MediaFacts{FinalAddress: "https://scontent.whatsapp.net/v"}), code: "media-host-borrowed", level: "E", place: at},
		{rule: "M3", name: "name in the path", draft: mediaDraft(t, "IMAGE", "https://exemplo.com/scontent.whatsapp.net")},
	})
}

func TestRulesOfMediaAnswer(t *testing.T) {
	const link = "https://cdn.exemplo.com.br/file"
	good := map[string]MediaFacts{
		"IMAGE":    {Status: 200, ContentType: "image/jpeg; q=1", SniffedType: "image/jpeg", Length: 5 << 20, FinalAddress: link},
		"VIDEO":    {Status: 200, ContentType: "video/mp4", Length: 16 << 20},
		"DOCUMENT": {Status: 200, ContentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", SniffedType: "application/zip"},
	}
	for format, facts := range good {
		if got := found(Check(mediaDraft(t, format, link, facts)), "M2"); len(got) > 0 {
			t.Errorf("%s: %+v", format, got)
		}
	}
	for _, c := range []struct {
		format string
		facts  MediaFacts
		code   string
		found  string
	}{
		{"VIDEO", MediaFacts{Status: 200, ContentType: "application/pdf"}, "media-wrong-kind", "pdf"},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "image/jpeg", SniffedType: "image/webp"}, "media-wrong-kind", "webp"},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "application/octet-stream"}, "media-wrong-kind", "application/octet-stream"},
		{"VIDEO", MediaFacts{Status: 200, ContentType: "audio/x-strange"}, "media-wrong-kind", "audio"},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "text/html; charset=utf-8"}, "media-is-a-page", ""},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "image/png", SniffedType: "text/html"}, "media-is-a-page", ""},
		{"IMAGE", MediaFacts{Status: 404}, "media-bad-status", ""},
		{"IMAGE", MediaFacts{Unreachable: "timeout"}, "media-unreachable", ""},
		{"IMAGE", MediaFacts{Status: 200, PrivateHost: true}, "media-host-private", ""},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "image/png", Length: 5<<20 + 1}, "media-too-large", ""},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "image/png", FinalAddress: "http://exemplo.com/a"}, "media-not-https", ""},
		{"IMAGE", MediaFacts{Status: 200, ContentType: "image/png", FinalAddress: "https://exemplo.com/a"}, "media-redirected", ""},
	} {
		got := found(Check(mediaDraft(t, c.format, link, c.facts)), "M2")
		if len(got) != 1 || got[0].Code != c.code || got[0].Parameters["found"] != c.found {
			t.Errorf("%s %+v: %+v", c.format, c.facts, got)
		}
		if c.code == "media-redirected" && (got[0].Level != LevelWarning || got[0].Fix.Value != c.facts.FinalAddress) {
			t.Errorf("redirect: %+v", got[0])
		}
	}
}

func TestWrongKindOfFileIsToldOnceByItsEndingAndItsContent(t *testing.T) {
	draft := mediaDraft(t, "IMAGE", "https://exemplo.com/a.pdf", MediaFacts{Status: 200, ContentType: "application/pdf"})
	var told []Finding
	for _, finding := range Check(draft) {
		if finding.Code == "media-wrong-kind" {
			told = append(told, finding)
		}
	}
	if len(told) != 1 || told[0].Place != "header.media" {
		t.Errorf("told %+v", told)
	}
}

func TestRulesOfDocumentsAndIDs(t *testing.T) {
	document := func(link, filename string, facts ...MediaFacts) Draft {
		draft := mediaDraft(t, "DOCUMENT", link, facts...)
		draft.Values["header.filename"] = filename
		return draft
	}
	const at, name = "header.media", "header.filename"
	expired, alive := MediaFacts{UploadedAt: noon.Add(-MediaIDLife)}, MediaFacts{UploadedAt: noon.Add(-MediaIDLife + time.Millisecond)}
	runRuleCases(t, []ruleCase{
		{rule: "M4", name: "fine", draft: document("https://exemplo.com/a.pdf", "boleto.pdf")},
		{rule: "M4", name: "no name", draft: document("https://exemplo.com/x/nota%20fiscal.pdf", ""), code: "filename-missing", level: "W", place: name, fix: "nota fiscal.pdf"},
		{rule: "M4", name: "path in the name", draft: document("https://exemplo.com/a.pdf", `c:\x\boleto.pdf`), code: "filename-not-clean", level: "W", place: name, fix: "boleto.pdf"},
		{rule: "M4", name: "word", draft: document("https://exemplo.com/a.docx", "a.docx"), code: "document-not-pdf", level: "W", place: at},
		{rule: "M4", name: "word by its answer", draft: document("https://exemplo.com/a", "a", MediaFacts{Status: 200, ContentType: "application/msword"}), code: "document-not-pdf", level: "W", place: at},
		{rule: "M5", name: "expired", draft: mediaDraft(t, "IMAGE", "id:1", expired), code: "media-id-expired", level: "E", place: at},
		{rule: "M5", name: "alive", draft: mediaDraft(t, "IMAGE", "id:1", alive)},
		{rule: "M5", name: "other number", draft: mediaDraft(t, "IMAGE", "id:1", MediaFacts{UploadedFor: "+5511900000000"}), code: "media-id-other-number", level: "E", place: at},
		{rule: "M5", name: "a link has no age", draft: mediaDraft(t, "IMAGE", "https://exemplo.com/a.jpg", expired)},
	})
}

func TestDocumentName(t *testing.T) {
	for _, c := range []struct{ given, link, want string }{
		{"", "https://x.com/a/b.pdf?s=1", "b.pdf"}, {"", "https://x.com/", "document"}, {"", "https://x.com", "document"},
		{"../../etc/passwd", "", "passwd"}, {"a\nb.pdf", "", "a b.pdf"},
		{strings.Repeat("x", 300) + ".pdf", "", strings.Repeat("x", FilenameMax-4) + ".pdf"},
	} {
		if got := documentName(c.given, readMedia(c.link)); got != c.want {
			t.Errorf("%q %q: %q, want %q", c.given, c.link, got, c.want)
		}
	}
}
