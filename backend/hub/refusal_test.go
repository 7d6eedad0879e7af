package hub

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"activa/backend/blip/doc"
)

// TestAFullDiskIsToldByItsName: it reached people as a request that "could not be processed".
func TestAFullDiskIsToldByItsName(t *testing.T) {
	reason, trouble := reasonOf(fmt.Errorf("commit: %w", ErrNoRoom))
	if !doc.IsDiskFull(reason.Code, reason.Description) || !trouble {
		t.Errorf("told as %+v, trouble %t", reason, trouble)
	}
	if reason, _ := reasonOf(fmt.Errorf("commit: broken")); doc.IsDiskFull(reason.Code, reason.Description) {
		t.Errorf("another trouble is told as %+v", reason)
	}
}

// TestTheNameOfAFileIsCutWithItsEndingKept: the longer the name, the more than in proportion cutting it took.
func TestTheNameOfAFileIsCutWithItsEndingKept(t *testing.T) {
	for written, want := range map[string]string{
		"C:\\fotos\\conta.pdf": "conta.pdf", "a/b/": "", "  nota:1?.pdf ": "nota_1_.pdf",
		strings.Repeat("a", 1<<20) + ".pdf": strings.Repeat("a", fileNameMax-4) + ".pdf",
		strings.Repeat("é", 200) + ".pdf":   strings.Repeat("é", (fileNameMax-4)/2) + ".pdf",
		strings.Repeat("é", 200) + "x.pdf":  strings.Repeat("é", (fileNameMax-4)/2) + ".pdf",
		"x" + strings.Repeat("é", 200):      "x" + strings.Repeat("é", (fileNameMax-1)/2),
	} {
		if got := fileName(written); got != want || !utf8.ValidString(got) {
			t.Errorf("%.40q became %q, want %q", written, got, want)
		}
	}
}
