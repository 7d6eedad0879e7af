package hub

import (
	"slices"
	"sync"
)

// What one account may have on its way at once. Beyond it, what was touched longest ago is thrown away:
// who gave up an upload is not kept from another, and nobody fills the disk with beginnings.
const (
	unfinishedUploadsMax     = 24
	unfinishedUploadBytesMax = 4 * uploadBytesMax
)

// unfinishedUploads counts what accounts have on its way. A start begins with none: Files forget it too.
type unfinishedUploads struct {
	mutex sync.Mutex
	of    map[string][]unfinishedUpload // by account, what was touched longest ago first
}

type unfinishedUpload struct {
	id    string
	bytes int64
}

// grew notes how much of an upload is there, and gives the ids of those that have to make room.
func (u *unfinishedUploads) grew(account, id string, bytes int64) (thrown []string) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	kept := append(without(u.of[account], id), unfinishedUpload{id: id, bytes: bytes})
	for sum := sumOf(kept); len(kept) > unfinishedUploadsMax || sum > unfinishedUploadBytesMax && len(kept) > 1; {
		sum -= kept[0].bytes
		thrown = append(thrown, kept[0].id)
		kept = kept[1:]
	}
	if u.of == nil {
		u.of = map[string][]unfinishedUpload{}
	}
	u.of[account] = kept
	return thrown
}

// ended notes that an upload is whole.
func (u *unfinishedUploads) ended(account, id string) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if kept := without(u.of[account], id); len(kept) > 0 {
		u.of[account] = kept
	} else {
		delete(u.of, account)
	}
}

func without(all []unfinishedUpload, id string) []unfinishedUpload {
	return slices.DeleteFunc(all, func(one unfinishedUpload) bool { return one.id == id })
}

func sumOf(all []unfinishedUpload) (bytes int64) {
	for _, one := range all {
		bytes += one.bytes
	}
	return bytes
}
