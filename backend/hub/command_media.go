package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"activa/backend/blip/doc"
	"activa/backend/lime"
)

// Files keep what agents upload for customers. As an fs.FS they show what is whole, as ID/NAME. Ids are of
// the hub's own making; neither they nor names hold a separator.
type Files interface {
	fs.FS
	// Append writes a part of a file that is on its way at an offset, and says how much is there. A part
	// that is there already is written again; one beyond what is there is ErrConflict.
	Append(id string, offset int64, content []byte) (received int64, err error)
	// Finish makes the file whole under its name; it lasts when Finish returns.
	Finish(id, name string) error
	// Discard throws away a file that is on its way; one that is not there is no error.
	Discard(id string) error
}

const (
	// mediaBytesMax is the largest part of a file that an answer can carry: base64 of it fits a frame.
	mediaBytesMax = 3 * lime.FrameMax / 4 * 15 / 16
	// uploadBytesMax is the largest file that WhatsApp takes, a document (WhatsApp templates, §7).
	uploadBytesMax = 100 << 20
	// fileNameMax bounds the name of an uploaded file, in bytes.
	fileNameMax = 200
	// uploadsPath begins the path of an uploaded file's address on the media host.
	uploadsPath = "uploads/"
)

// getMedia serves one of the hub's own files, or from an offset on what of it an answer can carry.
func getMedia(h *Hub, _ Reader, asked *request) (document, error) {
	name := path.Clean(asked.values[0])
	offset, err := asked.number(doc.QueryOffset, 0, 0, uploadBytesMax)
	if err != nil {
		return document{}, err
	}
	files := h.options.Media
	if uploaded, is := strings.CutPrefix(name, uploadsPath); is && h.options.Uploads != nil {
		files, name = h.options.Uploads, uploaded
	}
	if files == nil || !fs.ValidPath(name) {
		return document{}, errNothing
	}
	file, err := files.Open(name)
	if err != nil {
		return document{}, errNothing
	}
	part, err := readPart(file, name, int64(offset))
	return document{doc.MediaTypeMedia, part}, errors.Join(err, file.Close())
}

func readPart(file fs.File, name string, offset int64) (doc.Media, error) {
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() || offset > 0 && offset >= info.Size() {
		return doc.Media{}, errNothing
	}
	if offset > 0 {
		seeker, can := file.(io.Seeker)
		if !can {
			return doc.Media{}, errNothing
		}
		if _, err := seeker.Seek(offset, io.SeekStart); err != nil {
			return doc.Media{}, err
		}
	}
	content, err := io.ReadAll(io.LimitReader(file, mediaBytesMax))
	return doc.Media{Type: mediaType(name, content), Content: content, Size: doc.Number(info.Size())}, err
}

// mediaType goes by the ending first: what the bytes tell of an office document is only "zip".
func mediaType(name string, content []byte) string {
	if byEnding := mime.TypeByExtension(strings.ToLower(path.Ext(name))); byEnding != "" {
		return byEnding
	}
	return http.DetectContentType(content)
}

// prepareUpload keeps a part of a file. It touches the disk, so it is done before the step.
func prepareUpload(h *Hub, asked *request) (any, error) {
	if h.options.Uploads == nil {
		return nil, refuse(lime.ReasonCodeResourceNotSupported, "The hub keeps no files")
	}
	var part doc.UploadPart
	if err := asked.read(&part); err != nil {
		return nil, err
	}
	offset, err := asked.number(doc.QueryOffset, 0, 0, uploadBytesMax)
	if err != nil {
		return nil, err
	}
	if !asked.account.mayActFor(doc.FoldIdentity(part.Bot)) {
		return nil, errNotAllowed
	}
	end := int64(offset) + int64(len(part.Content))
	if len(part.Content) == 0 || len(part.Content) > doc.UploadPartMax || part.Size > uploadBytesMax || end > int64(part.Size) {
		return nil, errArgument("A part has from 1 to %d bytes of a file of at most %d", doc.UploadPartMax, uploadBytesMax)
	}
	name := fileName(part.Name)
	if name == "" {
		return nil, errArgument("The file has no name")
	}
	id := uploadID(asked.account.Identity, asked.values[0])
	received, err := h.options.Uploads.Append(id, int64(offset), part.Content)
	if errors.Is(err, ErrConflict) {
		return nil, errArgument("%d bytes of the file are there", received)
	}
	if err != nil {
		return nil, err
	}
	if end < int64(part.Size) {
		return doc.Upload{Received: doc.Number(received)}, h.makeRoom(asked.account.Identity, id, received)
	}
	if err := h.options.Uploads.Finish(id, name); err != nil {
		return nil, err
	}
	h.unfinished.ended(asked.account.Identity, id)
	address := url.URL{Scheme: "https", Host: h.options.MediaHost, Path: "/" + uploadsPath + id + "/" + name}
	return doc.Upload{Received: part.Size, URI: address.String()}, nil
}

// makeRoom throws away what an account has too much of on its way, now that one upload grew.
func (h *Hub) makeRoom(account, id string, received int64) error {
	for _, thrown := range h.unfinished.grew(account, id, received) {
		if err := h.options.Uploads.Discard(thrown); err != nil {
			return err
		}
	}
	return nil
}

func setUpload(_ *step, asked *request) (document, error) {
	return document{doc.MediaTypeUpload, asked.prepared}, nil
}

// uploadID is the hub's own name for an upload: nobody's upload is another's, and nobody guesses it.
func uploadID(account, id string) string {
	sum := sha256.Sum256([]byte(account + "\x00" + id))
	return hex.EncodeToString(sum[:16])
}

// fileName is the last part of a name that people wrote, without what no file system takes.
func fileName(written string) string {
	written = written[strings.LastIndexAny(written, `/\`)+1:]
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || slices.Contains([]rune(`<>:"|?*`), r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(written, "_"))
	name = strings.Trim(name, " .")
	if len(name) <= fileNameMax {
		return name
	}
	ending := path.Ext(name) // it says what the file is, so it stays
	if len(ending) > fileNameMax/2 {
		ending = ""
	}
	begins := strings.TrimSuffix(name, ending)[:fileNameMax-len(ending)]
	return strings.ToValidUTF8(begins, "") + ending // the cut may go through a character
}
