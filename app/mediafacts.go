package app

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the two kinds of picture that WhatsApp takes
	_ "image/png"
	"regexp"
	"sync"
)

// pageMark is what every page of a PDF carries, where its objects are not packed.
var pageMark = regexp.MustCompile(`/Type\s*/Page\b`)

// measures is what is seen only in the file itself: the size of a picture in pixels, the pages of a PDF.
type measures struct{ width, height, pages int }

// measuresMax is how many files' measures are kept; beyond it they are forgotten and taken again.
const measuresMax = 500

// measured keeps the measures of files that were looked at, so that a review does not fetch anything.
type measured struct {
	mutex sync.Mutex
	files map[string]measures
}

func (m *measured) keep(address string, taken measures) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.files == nil || len(m.files) >= measuresMax {
		m.files = map[string]measures{}
	}
	m.files[address] = taken
}

// fill adds what is known of a file; what is not known stays zero, and the window leaves it out.
func (m *measured) fill(view *MediaView) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	taken := m.files[view.URL]
	view.Width, view.Height, view.Pages = taken.width, taken.height, taken.pages
}

// measure looks into a file that can be shown. What cannot be read is no news: the facts said already
// what is wrong with it.
func (s *session) measure(ctx context.Context, view MediaView) {
	if view.Link == "" || view.Kind != "image" && view.Type != "application/pdf" {
		return
	}
	file, err := s.desk.Media(ctx, view.URL)
	if err != nil {
		return
	}
	var taken measures
	if shape, _, err := image.DecodeConfig(bytes.NewReader(file.Content)); err == nil {
		taken.width, taken.height = shape.Width, shape.Height
	}
	if bytes.HasPrefix(file.Content, []byte("%PDF-")) {
		taken.pages = len(pageMark.FindAll(file.Content, -1))
	}
	s.measured.keep(view.URL, taken)
}
