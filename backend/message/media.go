package message

import (
	"net/netip"
	"net/url"
	"path"
	"strings"
)

// mediaValue is the value of a media place, understood.
type mediaValue struct {
	id        string   // of an uploaded file, digits
	badID     bool     // begins with id: and is no number
	address   *url.URL // nil when the value is no absolute URL
	extension string   // of the address's path, lower case, without the dot; may be empty
}

// readMedia understands an https address or id:<digits> (WhatsApp templates, §14).
func readMedia(value string) mediaValue {
	if id, isID := strings.CutPrefix(value, "id:"); isID {
		valid := id != "" && strings.Trim(id, "0123456789") == ""
		return mediaValue{id: id, badID: !valid}
	}
	address, err := url.Parse(value)
	if err != nil || address.Host == "" || strings.ContainsAny(value, " \t\r\n") {
		return mediaValue{}
	}
	extension := strings.ToLower(strings.TrimPrefix(path.Ext(address.Path), "."))
	return mediaValue{address: address, extension: extension}
}

// mediaKindsByExtension tells what a file is by the end of its name. An extension that is not here
// says nothing.
var mediaKindsByExtension = map[string]string{
	"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "svg": "svg", "bmp": "bmp",
	"heic": "heic", "avif": "avif", "tif": "tiff", "tiff": "tiff",
	"mp4": "mp4", "3gp": "3gpp", "3gpp": "3gpp", "mov": "mov", "avi": "avi", "mkv": "mkv", "webm": "webm",
	"pdf": "pdf", "txt": "text", "doc": "word", "docx": "word", "xls": "excel", "xlsx": "excel",
	"ppt": "powerpoint", "pptx": "powerpoint", "csv": "csv", "zip": "zip", "rar": "zip", "odt": "odt",
	"mp3": "audio", "ogg": "audio", "opus": "audio", "m4a": "audio", "wav": "audio", "aac": "audio",
	"html": "page", "htm": "page",
}

// mediaKindsByType tells what a file is by its content type, without its parameters.
var mediaKindsByType = map[string]string{
	"image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/svg+xml": "svg",
	"image/bmp": "bmp", "image/heic": "heic", "image/avif": "avif", "image/tiff": "tiff",
	"video/mp4": "mp4", "video/3gpp": "3gpp", "video/quicktime": "mov", "video/x-msvideo": "avi",
	"video/x-matroska": "mkv", "video/webm": "webm",
	"application/pdf": "pdf", "text/plain": "text", "text/csv": "csv", "application/zip": "zip",
	"application/msword": "word", "application/vnd.ms-excel": "excel", "application/vnd.ms-powerpoint": "powerpoint",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "word",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "excel",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": "powerpoint",
	"application/vnd.oasis.opendocument.text":                                   "odt",
	"text/html": "page", "application/xhtml+xml": "page",
}

// allowedMedia is what WhatsApp takes in a header of each kind (WhatsApp templates, §3).
var allowedMedia = map[PlaceKind][]string{
	KindImage:    {"jpeg", "png"},
	KindVideo:    {"mp4", "3gpp"},
	KindDocument: {"pdf", "text", "word", "excel", "powerpoint"},
}

// mediaBytesMax are the largest files, in bytes: 5, 16 and 100 MB.
var mediaBytesMax = map[PlaceKind]int64{KindImage: 5 << 20, KindVideo: 16 << 20, KindDocument: 100 << 20}

// plainType is a content type without parameters, in lower case.
func plainType(contentType string) string {
	plain, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(plain))
}

// mediaKindOfType names what a content type is: one of the words above, else "audio" for sounds,
// else the type itself.
func mediaKindOfType(contentType string) string {
	plain := plainType(contentType)
	if kind, known := mediaKindsByType[plain]; known {
		return kind
	}
	if strings.HasPrefix(plain, "audio/") {
		return "audio"
	}
	return plain
}

// wantedMedia is the word for what a place takes: "image", "video", "document".
func wantedMedia(kind PlaceKind) string { return strings.TrimPrefix(string(kind), "media-") }

// publicHost says whether a host name can be reached by WhatsApp at all, as far as the name tells.
func publicHost(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if address, err := netip.ParseAddr(host); err == nil {
		address = address.Unmap()
		return address.IsGlobalUnicast() && !address.IsPrivate()
	}
	for _, private := range []string{"localhost", "local", "internal", "lan", "home", "test", "invalid"} {
		if host == private || strings.HasSuffix(host, "."+private) {
			return false
		}
	}
	return strings.Contains(host, ".")
}

// borrowedHost says whether the address is one of WhatsApp's own signed, expiring ones: the sample
// that comes with a template, or a file that a customer sent (WhatsApp templates, §3, traps).
func borrowedHost(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, owner := range []string{"whatsapp.net", "fbcdn.net", "fbsbx.com"} {
		if host == owner || strings.HasSuffix(host, "."+owner) {
			return true
		}
	}
	return strings.HasPrefix(host, "lookaside.") || strings.Contains(host, "fbcdn")
}

// documentName is the file name that the customer sees: the given one, else the last part of the
// address, without path separators and not longer than FilenameMax, its extension kept.
func documentName(given string, media mediaValue) string {
	name := given
	if name == "" && media.address != nil {
		name = path.Base(media.address.Path)
	}
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = usedValue(oneLine(name))
	if name == "" || name == "." || name == ".." {
		return "document"
	}
	if units(name) > FilenameMax {
		extension := path.Ext(name)
		if units(extension) > 10 {
			extension = ""
		}
		name = cutUnits(strings.TrimSuffix(name, extension), FilenameMax-units(extension)) + extension
	}
	return name
}
