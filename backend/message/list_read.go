package message

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"

	"activa/backend/fault"
)

// TemplatesBytesMax is the largest list of templates that is read, in bytes of JSON.
const TemplatesBytesMax = 32 << 20

// ReadResult is what ReadTemplates found.
type ReadResult struct {
	Templates  []Template
	Skipped    []Skipped
	NextCursor string // value for the parameter after of the next page; empty on the last one
}

// Skipped is an entry of the list that is no usable template.
type Skipped struct {
	Index  int    // position in the list, from 0
	Name   string // when known
	Reason string // one of the Skip… codes
}

// ReadTemplates reads a list of templates: Meta's {"data":[…],"paging":…}, a LIME collection
// {"items":[…]} (alone or as the resource of a command), a plain array, or one template alone. An entry that cannot be used is skipped with
// its reason and the others are kept. Errors are faults: FaultFileTooLarge above TemplatesBytesMax,
// FaultFileNotJSON, FaultTemplatesMissing.
func ReadTemplates(data []byte) (ReadResult, error) {
	if len(data) > TemplatesBytesMax {
		return ReadResult{}, fault.New(FaultFileTooLarge, nil,
			fault.Parameters{"megabytes": strconv.Itoa(TemplatesBytesMax >> 20)})
	}
	data = withoutByteOrderMark(data)
	if !validJSON(data) {
		return ReadResult{}, fault.New(FaultFileNotJSON, errors.New("read templates: invalid JSON"), nil)
	}
	if fields, _ := readObject(data); fields["resource"] != nil {
		data = fields["resource"] // a LIME command that was saved whole
	}
	list, cursor, found := findList(data)
	if !found {
		return ReadResult{}, fault.New(FaultTemplatesMissing, nil, nil)
	}
	result := ReadResult{NextCursor: cursor}
	seen := map[[2]string]bool{}
	for i, raw := range list {
		template, skip := readTemplate(raw)
		key := [2]string{template.Name, template.Language}
		if skip == "" && seen[key] {
			skip = SkipDuplicate
		}
		if skip != "" {
			result.Skipped = append(result.Skipped, Skipped{Index: i, Name: template.Name, Reason: skip})
			continue
		}
		seen[key] = true
		result.Templates = append(result.Templates, template)
	}
	return result, nil
}

// findList finds the entries in any of the known forms.
func findList(data []byte) (list []json.RawMessage, cursor string, found bool) {
	if list := readArray(data); list != nil {
		return list, "", true
	}
	fields, _ := readObject(data)
	for _, key := range []string{"data", "items"} {
		if list := readArray(fields[key]); list != nil {
			return list, nextCursor(fields.object("paging")), true
		}
	}
	if readArray(fields["components"]) != nil {
		return []json.RawMessage{data}, "", true
	}
	return nil, "", false
}

// nextCursor is the cursor of the next page, which exists only while paging.next is present. The
// address in it holds the access token, so nothing but the cursor is taken from it.
func nextCursor(paging object) string {
	next := paging.text("next")
	if next == "" {
		return ""
	}
	if after := paging.object("cursors").text("after"); after != "" {
		return after
	}
	address, err := url.Parse(next)
	if err != nil {
		return ""
	}
	return address.Query().Get("after")
}

func withoutByteOrderMark(data []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
}
