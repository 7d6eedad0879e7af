// Package contactfile reads files of contacts as people have them: CSV with commas, semicolons or tabs,
// in UTF-8, UTF-16 or the old Windows code page, with column names in three languages or none at all.
// A row that cannot be read is named with its line and a reason; the good ones are kept.
//
// It must never guess a phone number: a number without a country is parsed with the country that the
// person named, or refused.
package contactfile

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"activa/backend/fault"
)

// Limits of a file. A larger one is refused whole, before anything is read from it.
const (
	FileBytesMax = 32 << 20
	RowsMax      = 200_000
	ColumnsMax   = 64
	cellBytesMax = 4 << 10
)

// Codes of files that cannot be read at all.
const (
	TooLarge       fault.Code = "file-too-large"     // parameter limit, in bytes or rows
	NotText        fault.Code = "file-not-text"      // neither of the encodings above
	NoColumns      fault.Code = "file-without-phone" // no column with a name, a phone or an e-mail
	Empty          fault.Code = "file-empty"
	FileUnreadable fault.Code = "file-not-readable"
)

// Contact is one good row.
type Contact struct {
	Line   int // of the file, from 1
	Name   string
	Phone  string // E.164, or empty when the row has an e-mail
	Email  string
	Fields map[string]string // further columns by their own name, empty cells left out
}

// BadRow is a row that was left out.
type BadRow struct {
	Line   int
	Reason string // one plain English sentence
}

// Result is what a file held.
type Result struct {
	Contacts []Contact
	Bad      []BadRow
}

// Read reads a whole file. region is the country (ISO 3166, for example "BR") of numbers that name
// none; empty refuses such numbers unless they are whole without their plus sign.
func Read(file io.Reader, region string) (Result, error) {
	content, err := io.ReadAll(io.LimitReader(file, FileBytesMax+1))
	if err != nil {
		return Result{}, fault.New(FileUnreadable, err, nil)
	}
	if len(content) > FileBytesMax {
		return Result{}, fault.New(TooLarge, nil, fault.Parameters{"limit": fmt.Sprintf("%d MiB", FileBytesMax>>20)})
	}
	text, err := decode(content)
	if err != nil {
		return Result{}, err
	}
	if strings.TrimSpace(text) == "" {
		return Result{}, fault.New(Empty, nil, nil)
	}
	return readRows(text, region)
}

// decode finds the encoding: by a byte-order mark, else UTF-8 when it is valid, else the code page that
// spreadsheets of Western Windows write. A NUL byte or few letters mean that this is no text.
func decode(content []byte) (string, error) {
	switch {
	case bytes.HasPrefix(content, []byte{0xEF, 0xBB, 0xBF}):
		content = content[3:]
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}), bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		if err != nil {
			return "", fault.New(NotText, err, nil)
		}
		return string(decoded), nil
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return "", fault.New(NotText, nil, nil)
	}
	if utf8.Valid(content) {
		return string(content), nil
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(content)
	if err != nil {
		return "", fault.New(NotText, err, nil)
	}
	return string(decoded), nil
}

func readRows(text, region string) (Result, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = separator(text)
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	var result Result
	var columns *columns
	for rows := 0; ; {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			result.Bad = append(result.Bad, BadRow{Line: broken.StartLine, Reason: "the quotation marks do not match"})
			continue
		}
		if err != nil {
			return Result{}, fault.New(FileUnreadable, err, nil)
		}
		if rows++; rows > RowsMax {
			return Result{}, fault.New(TooLarge, nil, fault.Parameters{"limit": fmt.Sprintf("%d rows", RowsMax)})
		}
		line, _ := reader.FieldPos(0)
		if columns == nil {
			found, named, err := findColumns(cells)
			if err != nil {
				return Result{}, err
			}
			if columns = found; named {
				continue
			}
		}
		result.add(columns.read(line, cells, region))
	}
	if columns == nil {
		return Result{}, fault.New(Empty, nil, nil)
	}
	return result, nil
}

func (r *Result) add(contact Contact, reason string) {
	switch {
	case reason != "":
		r.Bad = append(r.Bad, BadRow{Line: contact.Line, Reason: reason})
	case contact.Name != "" || contact.Phone != "" || contact.Email != "":
		r.Contacts = append(r.Contacts, contact)
	}
}

// separator is the sign that the first line has most of, outside quotation marks.
func separator(text string) rune {
	first, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, sign := range []rune{',', ';', '\t', '|'} {
		count, quoted := 0, false
		for _, letter := range first {
			if letter == '"' {
				quoted = !quoted
			}
			if letter == sign && !quoted {
				count++
			}
		}
		if count > most {
			best, most = sign, count
		}
	}
	return best
}
