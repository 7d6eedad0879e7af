package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"activa/backend/desk"
	"activa/backend/fault"
	"activa/backend/message"
)

// Codes of a file that does not get as far as the platform.
const (
	uploadKind     fault.Code = "upload-kind"      // parameter "type"
	uploadTooLarge fault.Code = "upload-too-large" // parameter "megabytes"
	uploadEmpty    fault.Code = "upload-empty"
)

const (
	uploadHeadBytes = 64 << 10 // of a file, read to find out what it is
	megabyte        = 1 << 20
	uploadPrefix    = "upload-" // begins the names of files on their way
)

// upload takes a file for the customer of a ticket: POST /upload?ticket=ID&name=NAME, its bytes as the body.
// A refused file is answered with a FaultView; any other in lines of JSON, {"sent":BYTES} while it is on its
// way to the platform and at last an UploadView or {"fault":FaultView}.
func (p *Program) upload() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		current, err := p.current()
		if err != nil {
			refuseUpload(w, http.StatusConflict, err)
			return
		}
		file, err := p.takeFile(r)
		if err != nil {
			refuseUpload(w, http.StatusUnprocessableEntity, err)
			return
		}
		defer func() {
			if err := file.forget(); err != nil {
				p.log.Warn("an uploaded file was not removed", "error", err)
			}
		}()
		w.Header().Set("Content-Type", "application/x-ndjson")
		w.Header().Set("Cache-Control", "no-store")
		lines := lineWriter{w}
		given := desk.UploadedFile{Name: file.view.Name, ContentType: file.view.ContentType, Size: file.view.Size, Content: file.content}
		file.view.URL, err = current.desk.Upload(r.Context(), desk.TicketID(r.URL.Query().Get("ticket")), given, lines.sent)
		if err != nil {
			lines.write(struct {
				Fault FaultView `json:"fault"`
			}{faultView(err)})
			return
		}
		lines.write(file.view)
	})
}

func refuseUpload(w http.ResponseWriter, status int, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, FaultText(err)) // a page that went away needs no answer
}

// lineWriter writes lines of JSON that the page gets at once.
type lineWriter struct{ to http.ResponseWriter }

func (l lineWriter) sent(bytes int64) {
	l.write(struct {
		Sent int64 `json:"sent"`
	}{bytes})
}

func (l lineWriter) write(line any) {
	if json.NewEncoder(l.to).Encode(line) != nil {
		return // the page went away; the request's context ends the upload
	}
	if flusher, can := l.to.(http.Flusher); can {
		flusher.Flush()
	}
}

// takenFile is a file that the window gave, whole on this machine's disk.
type takenFile struct {
	view    UploadView
	content *os.File
}

// takeFile reads a file: what it is, by its first bytes and not by its name, and no more of it than
// WhatsApp takes. Faults: uploadKind, uploadTooLarge, uploadEmpty.
func (p *Program) takeFile(r *http.Request) (taken takenFile, err error) {
	head := make([]byte, uploadHeadBytes)
	count, err := io.ReadFull(r.Body, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return takenFile{}, err
	}
	if count == 0 {
		return takenFile{}, fault.New(uploadEmpty, nil, nil)
	}
	taken.view.Name = message.ChatFileName(r.URL.Query().Get("name"))
	taken.view.ContentType = mimetype.Detect(head[:count]).String()
	kind, bytesMax, fits := message.ChatFile(taken.view.ContentType)
	if !fits {
		return takenFile{}, fault.New(uploadKind, nil, fault.Parameters{"type": taken.view.ContentType})
	}
	taken.view.Kind = string(kind)
	if taken.content, err = os.CreateTemp(p.folder.Path(), uploadPrefix+"*"); err != nil {
		return takenFile{}, err
	}
	whole := io.MultiReader(bytes.NewReader(head[:count]), r.Body)
	taken.view.Size, err = io.Copy(taken.content, io.LimitReader(whole, bytesMax+1))
	if err == nil && taken.view.Size > bytesMax {
		err = fault.New(uploadTooLarge, nil, fault.Parameters{"megabytes": strconv.FormatInt(bytesMax/megabyte, 10)})
	}
	if err == nil {
		_, err = taken.content.Seek(0, io.SeekStart)
	}
	if err != nil {
		return takenFile{}, errors.Join(err, taken.forget())
	}
	return taken, nil
}

func (t takenFile) forget() error {
	return errors.Join(t.content.Close(), os.Remove(t.content.Name()))
}

// forgetUploads removes the files on their way that a program left behind when it was killed: they are
// customers' files, and nobody will ask for them.
func forgetUploads(folder string) error {
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), uploadPrefix) && entry.Type().IsRegular() {
			err = errors.Join(err, os.Remove(filepath.Join(folder, entry.Name())))
		}
	}
	return err
}
