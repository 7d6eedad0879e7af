package app

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the two kinds of picture that WhatsApp takes
	_ "image/png"
	"regexp"
	"strings"
)

// pageMark is what every page of a PDF carries, where its objects are not packed.
var pageMark = regexp.MustCompile(`/Type\s*/Page\b`)

// measure adds what is seen only in the file itself: the size of a picture in pixels, the pages of a
// PDF. What cannot be read stays zero, and the window leaves it out.
func (s *session) measure(ctx context.Context, view *MediaView) {
	if view.Link == "" || view.Kind != "image" && view.Type != "application/pdf" {
		return
	}
	file, err := s.desk.Media(ctx, view.URL)
	if err != nil {
		return // the facts said already what is wrong with it
	}
	if view.Kind == "image" {
		if shape, _, err := image.DecodeConfig(bytes.NewReader(file.Content)); err == nil {
			view.Width, view.Height = shape.Width, shape.Height
		}
		return
	}
	if strings.HasPrefix(string(file.Content[:min(len(file.Content), 5)]), "%PDF-") {
		view.Pages = len(pageMark.FindAll(file.Content, -1))
	}
}
