package lime

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var updateGolden = flag.Bool("update", false, "write what the codec writes now into testdata/golden")

// TestGoldenEnvelopes reads the examples of the reference, one file per heading. Each example is a
// title ("== text"), the frame as it comes, and "-> " with the frame as we write it.
func TestGoldenEnvelopes(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(content), "\n== ")
		section, _, _ := strings.Cut(filepath.Base(name), "-")
		if !strings.HasPrefix(parts[0], "# LIME reference, §"+section+" ") || len(parts) < 2 {
			t.Errorf("%s cites %q and has %d examples", name, parts[0], len(parts)-1)
		}
		for i, example := range parts[1:] {
			title, rest, _ := strings.Cut(example, "\n")
			frame, want, _ := strings.Cut(rest, "\n-> ")
			frame = strings.TrimSpace(frame)
			envelope, err := Decode([]byte(frame))
			if err != nil {
				t.Errorf("%s, %s: %v", name, title, err)
				continue
			}
			written, err := Encode(envelope)
			if err != nil {
				t.Errorf("%s, %s: %v", name, title, err)
				continue
			}
			if !*updateGolden && strings.TrimSpace(want) != string(written) {
				t.Errorf("%s, %s is written as\n%s\nwant\n%s", name, title, written, want)
			}
			parts[i+1] = title + "\n" + frame + "\n-> " + string(written) + "\n"
		}
		if *updateGolden {
			if err := os.WriteFile(name, []byte(strings.Join(parts, "\n== ")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
