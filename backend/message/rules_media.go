package message

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// MediaIDLife is how long WhatsApp keeps an uploaded file (WhatsApp templates, §3).
const MediaIDLife = 30 * 24 * time.Hour

var mediaKinds = []PlaceKind{KindImage, KindVideo, KindDocument}

// judgeMediaKind is M1: a file header has a file on every send, of its kind as far as the value tells.
func judgeMediaKind(s *subject) []Finding {
	var findings []Finding
	for _, detail := range s.places {
		if !detail.Kind.Media() {
			continue
		}
		value := s.Values.used(detail.Place)
		media := readMedia(value)
		finding := Finding{Place: detail.Place, Parameters: map[string]string{"wanted": wantedMedia(detail.Kind)}}
		switch {
		case value == "":
			finding.Code = "media-missing"
		case media.badID:
			finding.Code = "media-id-not-valid"
		case extensionContradicts(detail.Kind, media):
			finding.Code, finding.Parameters["found"] = "media-wrong-kind", mediaKindsByExtension[media.extension]
		default:
			continue
		}
		findings = append(findings, finding)
	}
	return findings
}

// extensionContradicts says whether the ending of an address is that of another kind of file.
func extensionContradicts(kind PlaceKind, media mediaValue) bool {
	found, known := mediaKindsByExtension[media.extension]
	return known && !slices.Contains(allowedMedia[kind], found)
}

// judgeMediaAnswer is M2: the address is one that WhatsApp can fetch, and what came from it is a file
// of the right kind and size.
func judgeMediaAnswer(s *subject) []Finding {
	return s.each(mediaKinds, func(detail PlaceDetail, value string) *Finding {
		media := readMedia(value)
		if media.id != "" || media.badID {
			return nil
		}
		if code := s.addressFault(value, media); code != "" {
			return &Finding{Code: code}
		}
		facts, gathered := s.Media[detail.Place]
		if !gathered {
			return nil
		}
		if facts.Unreachable != "" {
			return &Finding{Code: "media-unreachable", Parameters: map[string]string{"cause": facts.Unreachable}}
		}
		if facts.PrivateHost && !s.ownMedia(value) {
			return &Finding{Code: "media-host-private"}
		}
		if facts.Status != 0 && facts.Status != 200 {
			return &Finding{Code: "media-bad-status", Parameters: map[string]string{"status": strconv.Itoa(facts.Status)}}
		}
		if finding := judgeContent(detail.Kind, facts); finding != nil {
			if finding.Code == "media-wrong-kind" && extensionContradicts(detail.Kind, media) {
				return nil // M1 told it already
			}
			return finding
		}
		return s.judgeRedirect(detail, value, facts)
	})
}

// addressFault is the code of why an address is refused before anybody asks it; empty when it is not.
func (s *subject) addressFault(value string, media mediaValue) string {
	switch {
	case media.address == nil:
		return "media-not-an-address"
	case units(value) > URLMax:
		return "media-address-too-long"
	case s.ownMedia(value):
		return ""
	case media.address.Scheme != "https":
		return "media-not-https"
	case media.address.User != nil:
		return "media-has-credentials"
	case !publicHost(media.address.Hostname()):
		return "media-host-private"
	}
	return ""
}

// ownMedia says whether the platform itself serves the address.
func (s *subject) ownMedia(value string) bool {
	return s.PlatformMedia != "" && strings.HasPrefix(value, s.PlatformMedia)
}

// judgeContent judges what came: type as said, type as it looks, size.
func judgeContent(kind PlaceKind, facts MediaFacts) *Finding {
	parameters := map[string]string{"wanted": wantedMedia(kind)}
	allowed := allowedMedia[kind]
	said, looks := mediaKindOfType(facts.ContentType), mediaKindOfType(facts.SniffedType)
	switch {
	case said == "page" || looks == "page":
		return &Finding{Code: "media-is-a-page", Parameters: parameters}
	case said != "" && !slices.Contains(allowed, said):
		parameters["found"] = said
		return &Finding{Code: "media-wrong-kind", Parameters: parameters}
	case contentContradicts(allowed, looks):
		parameters["found"] = looks
		return &Finding{Code: "media-wrong-kind", Parameters: parameters}
	case facts.Length > mediaBytesMax[kind]:
		parameters["megabytes"] = strconv.FormatFloat(float64(facts.Length)/(1<<20), 'f', 1, 64)
		parameters["limit"] = strconv.FormatInt(mediaBytesMax[kind]>>20, 10)
		return &Finding{Code: "media-too-large", Parameters: parameters}
	}
	return nil
}

// contentContradicts: the first bytes show a file that is known and not allowed. Office documents
// look like archives, and much looks like nothing in particular; neither contradicts.
func contentContradicts(allowed []string, looks string) bool {
	isKnown := false
	for _, kind := range mediaKindsByType {
		isKnown = isKnown || kind == looks
	}
	archive := looks == "zip" && slices.Contains(allowed, "word")
	return (isKnown || looks == "audio") && !archive && !slices.Contains(allowed, looks)
}

// judgeRedirect: whether WhatsApp follows redirects is unknown, so the final address is offered.
func (s *subject) judgeRedirect(detail PlaceDetail, value string, facts MediaFacts) *Finding {
	if facts.FinalAddress == "" || facts.FinalAddress == value {
		return nil
	}
	if code := s.addressFault(facts.FinalAddress, readMedia(facts.FinalAddress)); code != "" {
		return &Finding{Code: code}
	}
	return &Finding{Level: LevelWarning, Code: "media-redirected",
		Parameters: map[string]string{"address": facts.FinalAddress}, Fix: fixAt(detail.Place, facts.FinalAddress)}
}

// judgeMediaHost is M3: WhatsApp's own signed addresses expire and are refused as links.
func judgeMediaHost(s *subject) []Finding {
	return s.each(mediaKinds, func(detail PlaceDetail, value string) *Finding {
		final := readMedia(s.Media[detail.Place].FinalAddress)
		for _, media := range []mediaValue{readMedia(value), final} {
			if media.address != nil && borrowedHost(media.address.Hostname()) {
				return &Finding{Code: "media-host-borrowed", Parameters: map[string]string{"host": media.address.Hostname()}}
			}
		}
		return nil
	})
}

// judgeDocument is M4: PDF is the type that is sure to pass, and the name is what the customer sees.
func judgeDocument(s *subject) []Finding {
	findings := s.each([]PlaceKind{KindDocument}, func(detail PlaceDetail, value string) *Finding {
		kind := mediaKindsByExtension[readMedia(value).extension]
		if said := s.Media[detail.Place].ContentType; said != "" {
			kind = mediaKindOfType(said)
		}
		if kind == "pdf" || !slices.Contains(allowedMedia[KindDocument], kind) {
			return nil
		}
		return &Finding{Code: "document-not-pdf", Parameters: map[string]string{"found": kind}}
	})
	return append(findings, s.each([]PlaceKind{KindDocument}, s.judgeFilename)...)
}

// judgeFilename judges the name of the document at a place. A name that is not one line is V2's.
func (s *subject) judgeFilename(detail PlaceDetail, value string) *Finding {
	place := headerPlace(detail.Card, "filename")
	given := s.Values.used(place)
	name := documentName(given, readMedia(value))
	if name == given || given != "" && lineFault(s.Values[place]) != "" {
		return nil
	}
	finding := &Finding{Place: place, Code: "filename-not-clean", Fix: fixAt(place, name),
		Parameters: map[string]string{"name": name}}
	if given == "" {
		finding.Code = "filename-missing"
	}
	return finding
}

// judgeMediaID is M5: an uploaded file lives 30 days and belongs to the number it was uploaded for.
func judgeMediaID(s *subject) []Finding {
	return s.each(mediaKinds, func(detail PlaceDetail, value string) *Finding {
		media, facts := readMedia(value), s.Media[detail.Place]
		if media.id == "" {
			return nil
		}
		if !facts.UploadedAt.IsZero() && !s.Now.IsZero() && s.Now.Sub(facts.UploadedAt) >= MediaIDLife {
			return &Finding{Code: "media-id-expired"}
		}
		if facts.UploadedFor != "" && s.OwnNumber != "" && !SamePhone(facts.UploadedFor, s.OwnNumber) {
			return &Finding{Code: "media-id-other-number"}
		}
		return nil
	})
}
