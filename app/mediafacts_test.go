package app

import (
	"io/fs"
	"testing"

	"activa/backend/demo"
)

// The window shows pages and pixels only when they were counted in the file itself.
func TestPagesOfTheDemoFilesAreCounted(t *testing.T) {
	for name, want := range map[string]int{"factura.pdf": 2} {
		content, err := fs.ReadFile(demo.Media(), name)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(pageMark.FindAll(content, -1)); got != want {
			t.Errorf("%s: %d pages counted, want %d", name, got, want)
		}
	}
}

func TestMeasuresAreForgottenBeforeTheyGrowWithoutEnd(t *testing.T) {
	var kept measured
	for i := range measuresMax + 1 {
		kept.keep(string(rune('a'+i%26))+string(rune('0'+i/26)), measures{width: i + 1})
	}
	if len(kept.files) > measuresMax {
		t.Errorf("%d files are kept", len(kept.files))
	}
	view := MediaView{URL: "unknown", Width: 7}
	if kept.fill(&view); view.Width != 0 {
		t.Error("a file that was never looked at has a width")
	}
}
