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
	rest, sign, firstLine := separated(text)
	reader := newReader(rest, sign)
	var result Result
	var columns *columns
	for rows := 0; ; {
		start := reader.InputOffset()
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			// A mark that is never closed would swallow the rest of the file: go on with the line below it.
			result.Bad = append(result.Bad, BadRow{Line: firstLine + broken.StartLine, Reason: "the quotation marks do not match"})
			if rows++; rows > RowsMax {
				return Result{}, tooManyRows()
			}
			firstLine += broken.StartLine
			rest = lineBelow(rest[start:])
			reader = newReader(rest, sign)
			continue
		}
		if err != nil {
			return Result{}, fault.New(FileUnreadable, err, nil)
		}
		if rows++; rows > RowsMax {
			return Result{}, tooManyRows()
		}
		line, _ := reader.FieldPos(0)
		line += firstLine
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

func newReader(text string, sign rune) *csv.Reader {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma = sign
	reader.FieldsPerRecord = -1
	reader.TrimLeadingSpace = true
	return reader
}

// separated is the text with its separator. Spreadsheets name it in a line of its own above the others
// (sep=;); linesAbove counts that line.
func separated(text string) (rest string, sign rune, linesAbove int) {
	first, below, _ := strings.Cut(text, "\n")
	named, found := strings.CutPrefix(strings.TrimSpace(first), "sep=")
	if found && strings.ContainsAny(named, ",;|") && len(named) == 1 {
		return below, rune(named[0]), 1
	}
	return text, separator(text), 0
}

// lineBelow is the text after the first line that is not empty; the reader of rows passes empty ones.
func lineBelow(text string) string {
	_, below, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	return below
}

func tooManyRows() error {
	return fault.New(TooLarge, nil, fault.Parameters{"limit": fmt.Sprintf("%d rows", RowsMax)})
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
