package demo

import (
	"embed"
	"io/fs"
)

// MediaHost is the host under which the hub serves the sample files; it is reserved and has no address
// in the world.
const MediaHost = "media.activa.example"

//go:embed media
var mediaFiles embed.FS

// Media is the sample files by name: pictures (.jpg), a video (.mp4) and documents (.pdf).
func Media() fs.FS {
	files, err := fs.Sub(mediaFiles, "media")
	if err != nil {
		return mediaFiles // the name is a constant and valid: fs.Sub cannot refuse it
	}
	return files
}

// MediaURL is the address of a sample file.
func MediaURL(name string) string { return "https://" + MediaHost + "/" + name }
