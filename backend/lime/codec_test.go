package lime

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
)

// oddFrames are what took lime-go's session, or its whole program, down (libraries, §3), and more of
// the kind. Each must decode.
var oddFrames = map[string]string{
	"unknown +json media type":    `{"id":"1","type":"application/vnd.unknown+json","content":{"a":1}}`,
	"one megabyte of text":        `{"id":"1","type":"text/plain","content":"` + strings.Repeat("a", 1<<20) + `"}`,
	"null metadata value":         `{"id":"1","type":"text/plain","content":"a","metadata":{"#message.uniqueId":null}}`,
	"unknown notification event":  `{"id":"1","event":"teleported"}`,
	"unknown command method":      `{"id":"1","method":"conjure","uri":"/x"}`,
	"number in metadata":          `{"id":"1","event":"received","metadata":{"n":12345678901234567890}}`,
	"string in reason code":       `{"id":"1","event":"failed","reason":{"code":"67","description":"gone"}}`,
	"array as JSON content":       `{"id":"1","type":"application/json","content":[1,{"a":2}]}`,
	"number as text":              `{"id":"1","type":"text/plain","content":42}`,
	"malformed media type":        `{"id":"1","type":";;/","content":"a"}`,
	"collection with a null item": `{"id":"1","method":"get","status":"success","type":"application/vnd.lime.collection+json","resource":{"total":1,"itemType":"text/plain","items":[null]}}`,
	"container without a value":   `{"id":"1","type":"application/vnd.lime.container+json","content":{"type":"text/plain"}}`,
	"content null":                `{"id":"1","type":"text/plain","content":null}`,
	"id as number":                `{"id":7,"method":"get","uri":"/x"}`,
	"metadata is a list":          `{"id":"1","method":"get","uri":"/x","metadata":[1]}`,
	"from is no node":             `{"id":"1","from":"??","to":{"a":1},"event":"received"}`,
	"reason is text":              `{"id":"1","event":"failed","reason":"broken"}`,
	"reason is a list":            `{"id":"1","event":"failed","reason":[1]}`,
	"capitals":                    `{"ID":"1","METHOD":"SET","Uri":"/x","Status":"SUCCESS"}`,
	"session state unknown":       `{"id":"1","state":"dreaming"}`,
	"session options of odd type": `{"id":"1","state":"negotiating","encryptionOptions":"none","compressionOptions":[1,null],"schemeOptions":{"a":1}}`,
	"authentication is text":      `{"id":"1","state":"authenticating","scheme":"plain","authentication":"x"}`,
	"resource without type":       `{"id":"1","method":"get","status":"success","resource":{"photoUri":"x","d":"2026-01-01"}}`,
	"unknown fields":              `{"id":"1","event":"received","priority":5,"traceparent":{"a":[]}}`,
}

func TestOddFramesDecodeAndComeBack(t *testing.T) {
	for name, frame := range oddFrames {
		envelope, err := Decode([]byte(frame))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, err := Encode(envelope)
		if err != nil {
			t.Errorf("%s: encode: %v", name, err)
			continue
		}
		if twice, err := Decode(again); err != nil || !reflect.DeepEqual(twice, envelope) {
			t.Errorf("%s: became %#v (%v), was %#v", name, twice, err, envelope)
		}
	}
}

// brokenFrames cost themselves and nothing else (LIME reference, §26).
var brokenFrames = map[string]string{
	"broken JSON":       `{"id":"1","content":`,
	"empty":             ``,
	"no known kind":     `{"id":"1","type":"text/plain"}`,
	"null":              `null`,
	"a list":            `[{"id":"1","event":"received"}]`,
	"a number":          `17`,
	"several envelopes": `{"id":"1","event":"received"}{"id":"2","event":"received"}`,
	"not UTF-8":         "{\"id\":\"1\",\"content\":\"\xff\"}",
	"too deep":          `{"content":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`,
}

func TestBrokenFramesAreToldApart(t *testing.T) {
	for name, frame := range brokenFrames {
		if envelope, err := Decode([]byte(frame)); !errors.Is(err, ErrBrokenFrame) {
			t.Errorf("%s: %#v, %v; want ErrBrokenFrame", name, envelope, err)
		}
	}
}

func TestLooseFieldsAreRead(t *testing.T) {
	decode := func(name string) Envelope {
		envelope, err := Decode([]byte(oddFrames[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return envelope
	}
	if reason := decode("string in reason code").(*Notification).Reason; *reason != (Reason{67, "gone"}) {
		t.Errorf("reason with a text code: %v", reason)
	}
	if reason := decode("reason is text").(*Notification).Reason; *reason != (Reason{0, "broken"}) {
		t.Errorf("reason as text: %v", reason)
	}
	if command := decode("capitals").(*Command); command.Method != MethodSet || command.Status != StatusSuccess || command.URI != "/x" {
		t.Errorf("capitals: %#v", command)
	}
	if command := decode("id as number").(*Command); command.ID != "7" {
		t.Errorf("id as number: %q", command.ID)
	}
	if text := decode("number in metadata").Head().Metadata.Text("n"); text != "12345678901234567890" {
		t.Errorf("a large number in metadata became %q", text)
	}
	metadata := decode("null metadata value").Head().Metadata
	if value, found := metadata["#message.uniqueId"]; !found || value != nil || metadata.Text("#message.uniqueId") != "" {
		t.Errorf("null in metadata: %#v", metadata)
	}
	if options := decode("session options of odd type").(*Session); !reflect.DeepEqual(options.EncryptionOptions, []string{"none"}) ||
		!reflect.DeepEqual(options.CompressionOptions, []string{"1"}) {
		t.Errorf("options: %#v", options)
	}
}

func TestEncodeRefusesWhatIsNoEnvelope(t *testing.T) {
	for name, envelope := range map[string]Envelope{
		"broken content":  &Message{Content: json.RawMessage(`{`)},
		"broken resource": &Command{Resource: json.RawMessage(`{}{}`)},
		"nil":             nil,
		"typed nil":       (*Message)(nil),
		"not UTF-8":       &Message{Content: json.RawMessage("\"\xff\"")},
		"odd metadata":    &Message{Metadata: Metadata{"f": func() {}}},
	} {
		if frame, err := Encode(envelope); err == nil {
			t.Errorf("%s: encoded as %s", name, frame)
		}
	}
}

func TestEncodeKeepsTextReadable(t *testing.T) {
	frame, err := Encode(&Message{Type: MediaTypeText, Content: json.RawMessage(`"<Olá> & 1.0e5 ü"`)})
	if want := `{"type":"text/plain","content":"<Olá> & 1.0e5 ü"}`; err != nil || string(frame) != want {
		t.Errorf("got %s, %v\nwant %s", frame, err, want)
	}
}

func FuzzDecode(f *testing.F) {
	for _, table := range []map[string]string{oddFrames, brokenFrames} {
		for _, frame := range table {
			if len(frame) < 1<<12 {
				f.Add([]byte(frame))
			}
		}
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		envelope, err := Decode(frame)
		if err != nil {
			if !errors.Is(err, ErrBrokenFrame) {
				t.Fatalf("%q: %v", frame, err)
			}
			return
		}
		first, err := Encode(envelope)
		if err != nil {
			t.Fatalf("%q decodes but does not encode: %v", frame, err)
		}
		again, err := Decode(first)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", frame, first, err)
		}
		if second, err := Encode(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%q is written as %q, then as %q (%v)", frame, first, second, err)
		}
	})
}
