package hub

import (
	"fmt"
	"testing"

	"activa/backend/blip/doc"
)

// TestAFullDiskIsToldByItsName: it reached people as a request that "could not be processed".
func TestAFullDiskIsToldByItsName(t *testing.T) {
	reason, trouble := reasonOf(fmt.Errorf("commit: %w", ErrNoRoom))
	if !doc.IsDiskFull(reason.Code, reason.Description) || !trouble {
		t.Errorf("told as %+v, trouble %t", reason, trouble)
	}
	if reason, _ := reasonOf(fmt.Errorf("commit: broken")); doc.IsDiskFull(reason.Code, reason.Description) {
		t.Errorf("another trouble is told as %+v", reason)
	}
}
