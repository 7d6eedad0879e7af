package hub

import (
	"fmt"
	"slices"
	"testing"
)

func TestTooManyUnfinishedUploadsMakeRoom(t *testing.T) {
	var u unfinishedUploads
	for i := range unfinishedUploadsMax {
		if thrown := u.grew("ana", fmt.Sprint(i), 1); len(thrown) != 0 {
			t.Fatalf("upload %d threw %v away", i, thrown)
		}
	}
	if thrown := u.grew("ana", "0", 2); len(thrown) != 0 { // goes on: it is not the oldest any more
		t.Errorf("one that went on threw %v away", thrown)
	}
	if thrown := u.grew("rui", "r", 1); len(thrown) != 0 {
		t.Errorf("somebody else's threw %v away", thrown)
	}
	if thrown := u.grew("ana", "new", 1); !slices.Equal(thrown, []string{"1"}) {
		t.Errorf("thrown away was %v", thrown)
	}
	u.ended("ana", "2")
	if thrown := u.grew("ana", "another", 1); len(thrown) != 0 {
		t.Errorf("after one was whole %v was thrown away", thrown)
	}
}

func TestTooManyBytesOfUnfinishedUploadsMakeRoom(t *testing.T) {
	var u unfinishedUploads
	for i := range 4 {
		if thrown := u.grew("ana", fmt.Sprint(i), uploadBytesMax); len(thrown) != 0 {
			t.Fatalf("upload %d threw %v away", i, thrown)
		}
	}
	if thrown := u.grew("ana", "4", 2); !slices.Equal(thrown, []string{"0"}) {
		t.Errorf("thrown away was %v", thrown)
	}
	for i := range 5 {
		u.ended("ana", fmt.Sprint(i))
	}
	if len(u.of) != 0 {
		t.Errorf("what is whole still counts: %v", u.of)
	}
}
