package workspace

import (
	"os"
	"runtime"
	"slices"

	"activa/backend/fault"
	"activa/backend/hubstore"
)

// forOthers are the rights of everybody but the owner.
const forOthers os.FileMode = 0o077

// keepPrivate takes the rights of others from a folder that is ours: an empty one, or one that held our
// data before. Another folder, such as somebody's home, is left as it is and refused. On Windows a
// folder's rights come from the profile that it lies in.
func keepPrivate(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return notWritable(path, err)
	}
	if info.Mode().Perm()&forOthers == 0 {
		return nil
	}
	ours, err := isOurs(path)
	if err == nil && ours {
		err = os.Chmod(path, info.Mode().Perm()&^forOthers)
	}
	if err != nil || !ours {
		return fault.New(DataNotPrivate, err, fault.Parameters{"folder": path})
	}
	return nil
}

func isOurs(path string) (bool, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return false, err
	}
	holdsOurs := slices.ContainsFunc(entries, func(entry os.DirEntry) bool {
		return entry.Name() == lockName || entry.Name() == hubstore.FileName
	})
	return len(entries) == 0 || holdsOurs, nil
}
