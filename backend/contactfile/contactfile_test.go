package contactfile_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"activa/backend/contactfile"
	"activa/backend/fault"
)

func contact(line int, name, phone, email string, fields ...string) contactfile.Contact {
	c := contactfile.Contact{Line: line, Name: name, Phone: phone, Email: email, Fields: map[string]string{}}
	for i := 0; i < len(fields); i += 2 {
		c.Fields[fields[i]] = fields[i+1]
	}
	return c
}

const accented = "Nombre;Teléfono;Correo electrónico;Ciudad\nJosé Núñez;+54 9 11 2345-6789;jose@correo.example;Córdoba\n"

func encoded(t *testing.T, text string, encoding interface {
	Bytes([]byte) ([]byte, error)
}) string {
	t.Helper()
	content, err := encoding.Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestRead(t *testing.T) {
	jose := contact(2, "José Núñez", "+5491123456789", "jose@correo.example", "Ciudad", "Córdoba")
	cases := []struct {
		name, file, region string
		want               contactfile.Result
	}{
		{"semicolons and accents in UTF-8", accented, "", contactfile.Result{Contacts: []contactfile.Contact{jose}}},
		{"the same with a byte-order mark", "\ufeff" + accented, "", contactfile.Result{Contacts: []contactfile.Contact{jose}}},
		{"the same in Latin-1", encoded(t, accented, charmap.ISO8859_1.NewEncoder()), "", contactfile.Result{Contacts: []contactfile.Contact{jose}}},
		{"the same in UTF-16", encoded(t, accented, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), "", contactfile.Result{Contacts: []contactfile.Contact{jose}}},
		{"no names of columns", "Rita Lima,+55 11 98765-4321\n", "", contactfile.Result{Contacts: []contactfile.Contact{contact(1, "Rita Lima", "+5511987654321", "")}}},
		{"a number without its plus sign", "phone,name\n5511987654321,Rita\n", "", contactfile.Result{Contacts: []contactfile.Contact{contact(2, "Rita", "+5511987654321", "")}}},
		{"a national number with a country given", "name,phone\nRita,(11) 98765-4321\n", "BR", contactfile.Result{Contacts: []contactfile.Contact{contact(2, "Rita", "+5511987654321", "")}}},
		{"a person without a phone", "name,phone,email\nMarcos,,marcos@correo.example\n", "", contactfile.Result{Contacts: []contactfile.Contact{contact(2, "Marcos", "", "marcos@correo.example")}}},
		{"a comma and a line break inside quotation marks", "name,phone,note\n\"Lima, Rita\",+5511987654321,\"two\nlines\"\nAna,+5511987654322,\n", "", contactfile.Result{Contacts: []contactfile.Contact{
			contact(2, "Lima, Rita", "+5511987654321", "", "note", "two\nlines"), contact(4, "Ana", "+5511987654322", "")}}},
		{"bad rows are named and good ones kept", "name,phone,email\nA,12,\nB,+5511987654321,\nC,,\nD,+5511987654321,no-address\n\n", "", contactfile.Result{
			Contacts: []contactfile.Contact{contact(3, "B", "+5511987654321", "")},
			Bad: []contactfile.BadRow{
				{Line: 2, Reason: "the phone «12» names no country: write +55… or give --region"},
				{Line: 4, Reason: "neither a phone nor an e-mail"},
				{Line: 5, Reason: "the e-mail «no-address» is not an address"},
			}}},
		{"a quotation mark that is never closed swallowed the rows below it", "name,phone\n\n\n\"A,+5511987654321\nB,+5511987654322\n", "", contactfile.Result{
			Contacts: []contactfile.Contact{contact(5, "B", "+5511987654322", "")},
			Bad:      []contactfile.BadRow{{Line: 4, Reason: "the quotation marks do not match"}}}},
		{"a spreadsheet names its separator above the columns", "sep=;\r\nname;phone\r\nB;+5511987654322\r\n", "", contactfile.Result{
			Contacts: []contactfile.Contact{contact(3, "B", "+5511987654322", "")}}},
		{"a quotation mark in the wrong place costs one row", "name,phone\nA \"x\" y,+5511987654321\nB,+5511987654322\n", "", contactfile.Result{
			Contacts: []contactfile.Contact{contact(3, "B", "+5511987654322", "")},
			Bad:      []contactfile.BadRow{{Line: 2, Reason: "the quotation marks do not match"}}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := contactfile.Read(strings.NewReader(c.file), c.region)
			if err != nil {
				t.Fatal(err)
			}
			if difference := cmp.Diff(c.want, got); difference != "" {
				t.Error(difference)
			}
		})
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	cases := []struct {
		name string
		file []byte
		want fault.Code
	}{
		{"nothing", nil, contactfile.Empty},
		{"blank lines", []byte("\n \n"), contactfile.Empty},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00"), contactfile.NotText},
		{"prose", []byte("dear all,\nthe meeting is at ten\n"), contactfile.NoColumns},
		{"50 MB", bytes.Repeat([]byte("a,b\n"), 50<<20/4), contactfile.TooLarge},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := contactfile.Read(bytes.NewReader(c.file), ""); fault.CodeOf(err) != c.want {
				t.Errorf("the fault is %v, want %s", err, c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(accented), "")
	f.Add([]byte("name,phone\n\"a,+5511987654321"), "BR")
	f.Add([]byte("\xff\xfea\x00"), "")
	f.Fuzz(func(t *testing.T, file []byte, region string) {
		result, err := contactfile.Read(bytes.NewReader(file), region)
		if err != nil {
			return
		}
		for _, c := range result.Contacts {
			if c.Phone != "" && !strings.HasPrefix(c.Phone, "+") {
				t.Errorf("line %d: phone %q is not E.164", c.Line, c.Phone)
			}
		}
	})
}
