package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/gabriel-vasile/mimetype"

	"activa/backend/fault"
	"activa/backend/message"
)

// Limits of what is fetched for previews and checks.
const (
	MediaBytesMax   = 100 << 20 // of one file: the largest document of WhatsApp
	mediaKeptMax    = 16 << 20  // of one file that is kept: the largest video of WhatsApp
	mediaHeadBytes  = 4 << 10   // read to find out what a file is
	mediaWait       = 10 * time.Second
	mediaFilesMax   = 32       // files kept for the preview
	mediaKeptBytes  = 48 << 20 // of all kept files together
	mediaFactsMax   = 500      // addresses whose facts are kept
	mediaFactsFresh = 5 * time.Minute
	// mediaTryAgain is how soon an address that did not answer is asked again.
	mediaTryAgain = 20 * time.Second
)

// MediaFetchFailed tells that a file for the preview could not be had; parameter "why" says how.
const MediaFetchFailed fault.Code = "media-fetch-failed"

// Fetched is what an address answered.
type Fetched struct {
	Facts   message.MediaFacts
	Content []byte // at most the limit
	Whole   bool   // Content is the whole file
}

// Fetch asks an address for at most limit bytes. Trouble is told in the facts, not as an error.
type Fetch func(ctx context.Context, address string, limit int64) Fetched

// MediaFile is a file for the preview.
type MediaFile struct {
	Content     []byte
	ContentType string // as its first bytes say it
}

// Reader reads the file from its beginning.
func (f MediaFile) Reader() io.ReadSeeker { return bytes.NewReader(f.Content) }

// mediaCache keeps facts and files of addresses for a while.
type mediaCache struct {
	fetch Fetch
	mu    sync.Mutex
	facts map[string]mediaFacts
	files []keptFile // oldest first
}

type mediaFacts struct {
	facts message.MediaFacts
	at    time.Time
}

type keptFile struct {
	address string
	file    MediaFile
}

// CheckMedia finds out what is at an address (rule M2) by its first bytes: however large the file is, a few
// kilobytes are read, of the platform's own one part. What was found out lately is not asked again; the reviews
// judge by what is known.
func (d *Desk) CheckMedia(ctx context.Context, address string) message.MediaFacts {
	if known, fresh := d.media.known(address, d.Now()); fresh {
		return known
	}
	ctx, cancel := context.WithTimeout(ctx, mediaWait)
	defer cancel()
	found := d.read(ctx, address, mediaHeadBytes)
	d.media.keepFacts(address, found.Facts, d.Now())
	return found.Facts
}

// Media fetches the file at an address for the preview. Fault: MediaFetchFailed.
func (d *Desk) Media(ctx context.Context, address string) (MediaFile, error) {
	if kept, found := d.media.file(address); found {
		return kept, nil
	}
	found := d.read(ctx, address, MediaBytesMax)
	refuse := func(why string) (MediaFile, error) {
		return MediaFile{}, fault.New(MediaFetchFailed, nil, fault.Parameters{"why": why})
	}
	switch {
	case found.Facts.Unreachable != "":
		return refuse(found.Facts.Unreachable)
	case found.Facts.PrivateHost:
		return refuse("private-host")
	case found.Facts.Status != http.StatusOK && found.Facts.Status != http.StatusPartialContent:
		return refuse("status")
	case !found.Whole:
		return refuse("too-large")
	}
	file := MediaFile{Content: found.Content, ContentType: mimetype.Detect(found.Content).String()}
	d.media.keepFile(address, file)
	return file, nil
}

// read gets an address from the platform when it is of its own host, else from the open net.
func (d *Desk) read(ctx context.Context, address string, limit int64) Fetched {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return Fetched{Facts: message.MediaFacts{Unreachable: "address"}}
	}
	keeper, can := d.platform.(MediaKeeper)
	if !can || keeper.MediaHost() == "" || !strings.EqualFold(parsed.Hostname(), keeper.MediaHost()) {
		return d.media.fetch(ctx, address, limit)
	}
	file, err := keeper.Media(ctx, parsed.EscapedPath(), limit)
	if errors.Is(err, ErrMediaAbsent) {
		return Fetched{Facts: message.MediaFacts{Status: http.StatusNotFound}}
	}
	if err != nil {
		return Fetched{Facts: message.MediaFacts{Unreachable: unreachable(err)}}
	}
	facts := message.MediaFacts{
		Status: http.StatusOK, ContentType: file.ContentType, SniffedType: mimetype.Detect(file.Content).String(), Length: file.Size,
	}
	return Fetched{Facts: facts, Content: file.Content, Whole: int64(len(file.Content)) >= file.Size}
}

// known gives the facts of an address, and whether they are fresh enough not to ask again.
func (c *mediaCache) known(address string, now time.Time) (message.MediaFacts, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, found := c.facts[address]
	fresh := mediaFactsFresh
	if kept.facts.Unreachable != "" {
		fresh = mediaTryAgain
	}
	return kept.facts, found && now.Sub(kept.at) < fresh
}

func (c *mediaCache) keepFacts(address string, facts message.MediaFacts, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.facts == nil || len(c.facts) >= mediaFactsMax {
		c.facts = map[string]mediaFacts{}
	}
	c.facts[address] = mediaFacts{facts: facts, at: now}
}

func (c *mediaCache) file(address string) (MediaFile, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, kept := range c.files {
		if kept.address == address {
			return kept.file, true
		}
	}
	return MediaFile{}, false
}

func (c *mediaCache) keepFile(address string, file MediaFile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(file.Content) > mediaKeptMax {
		return
	}
	c.files = append(c.files, keptFile{address: address, file: file})
	total := 0
	for _, kept := range c.files {
		total += len(kept.file.Content)
	}
	for len(c.files) > 1 && (total > mediaKeptBytes || len(c.files) > mediaFilesMax) {
		total -= len(c.files[0].file.Content)
		c.files = c.files[1:]
	}
}
