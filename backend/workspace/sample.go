package workspace

import (
	"io/fs"

	"activa/backend/demo"
)

// SamplePictures are the addresses of pictures that every hub of this program with simulated customers
// serves, for a customer who sends one.
func SamplePictures() []string {
	names, err := fs.Glob(demo.Media(), "*.jpg")
	if err != nil {
		return nil // the pattern is a constant and well formed
	}
	addresses := make([]string, len(names))
	for i, name := range names {
		addresses[i] = demo.MediaURL(name)
	}
	return addresses
}
