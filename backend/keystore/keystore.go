// Package keystore owns the secrets that a person gives this program: access keys of bots, tokens, the
// secret of a team hub. They are kept in the key store of the operating system, or, where there is
// none, in a file of the data folder that only its owner can read, which the window says.
//
//	Put ─► system's store ──► (a copy in the file goes)
//	   └─► no such store ──► keys.json, mode 0600
//	Get ─► system's store, then the file
//
// It must never write a secret anywhere else, put one into an error or a log line, or wait without end
// for a store that asks its owner for a password.
package keystore

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"activa/backend/fault"
)

// Codes of what can be wrong with keeping a secret.
const (
	// Silent tells that the system's store is there and does not answer, most often because it is locked
	// and asks for its password.
	Silent fault.Code = "key-store-silent"
	// Refused tells that the system's store is there and said no.
	Refused fault.Code = "key-store-refused"
	// TooLong tells that a secret is longer than the store takes; parameter "max" in bytes.
	TooLong fault.Code = "key-too-long"
	// NotWritten tells that the file of keys cannot be read or written; parameter "path".
	NotWritten fault.Code = "key-file-not-written"
)

const (
	// SecretBytesMax bounds one secret. Access keys have some 30 bytes, tokens up to a few thousand.
	SecretBytesMax = 8 << 10
	// service is our name in the system's store.
	service = "Activa"
	// probeName is looked for to learn whether there is a store; nothing is ever kept under it.
	probeName = "probe"
	// answerWait is how long the system's store may take: a locked one asks a person, who may be away.
	answerWait = 20 * time.Second
	// probeWait is how long to wait for the first sign of a store.
	probeWait = 3 * time.Second
)

// Place is where secrets are kept.
type Place string

// The two places.
const (
	System Place = "system"
	File   Place = "file"
)

// Keyring is a key store of an operating system. A secret that is not there is ErrAbsent, one that is
// too long for it ErrTooLong. Calls may block for as long as a person takes to unlock it.
type Keyring interface {
	Set(service, name, secret string) error
	Get(service, name string) (string, error)
	Delete(service, name string) error
}

// What a Keyring answers.
var (
	ErrAbsent  = errors.New("no such secret")
	ErrTooLong = errors.New("the secret is too long for this store")
)

// Store keeps secrets by name.
type Store struct {
	log     *slog.Logger
	file    keyFile
	keyring Keyring       // nil: this system has none
	turn    chan struct{} // held by the one call that may be under way in the keyring
	place   func() Place  // asks once
	wait    time.Duration
}

// Options say where secrets are kept.
type Options struct {
	// Folder holds the file of keys; it must be readable by its owner only.
	Folder string
	// Keyring replaces that of the operating system.
	Keyring Keyring
	Log     *slog.Logger
	// AnswerWait bounds one call of the keyring; 0 means 20 s.
	AnswerWait time.Duration
}

// New makes the store of a data folder. The system's store is looked for when it is first needed.
func New(options Options) *Store {
	keyring := options.Keyring
	if keyring == nil {
		keyring = systemKeyring()
	}
	s := &Store{
		log: options.Log, keyring: keyring, turn: make(chan struct{}, 1), wait: options.AnswerWait,
		file: keyFile{path: filepath.Join(options.Folder, fileName)},
	}
	if s.wait == 0 {
		s.wait = answerWait
	}
	s.place = sync.OnceValue(s.find)
	return s
}

// Place is where secrets are kept on this machine. The first question may take some seconds.
func (s *Store) Place() Place { return s.place() }

// Path is the file of keys.
func (s *Store) Path() string { return s.file.path }

// find looks for the system's store. One that takes its time is there: it asks for its password.
func (s *Store) find() Place {
	if s.keyring == nil {
		return File
	}
	ctx, cancel := context.WithTimeout(context.Background(), min(probeWait, s.wait))
	defer cancel()
	_, err := s.ask(ctx, func() (string, error) { return s.keyring.Get(service, probeName) })
	if err == nil || errors.Is(err, ErrAbsent) || fault.CodeOf(err) == Silent {
		return System
	}
	s.log.Info("this system has no key store that works; keys are kept in a file", "error", err)
	return File
}

// Put keeps a secret under a name; an empty one is removed.
func (s *Store) Put(ctx context.Context, name, secret string) error {
	if secret == "" {
		return s.Delete(ctx, name)
	}
	if len(secret) > SecretBytesMax {
		return tooLong(SecretBytesMax)
	}
	if s.Place() == File {
		return s.file.change(func(keys map[string]string) { keys[name] = secret })
	}
	_, err := s.ask(ctx, func() (string, error) { return "", s.keyring.Set(service, name, secret) })
	switch {
	case errors.Is(err, ErrTooLong):
		return tooLong(0)
	case err != nil:
		return refused(err)
	}
	return s.file.change(func(keys map[string]string) { delete(keys, name) })
}

// Get gives the secret of a name, and whether there is one.
func (s *Store) Get(ctx context.Context, name string) (string, bool, error) {
	if s.Place() == System {
		secret, err := s.ask(ctx, func() (string, error) { return s.keyring.Get(service, name) })
		if err == nil {
			return secret, true, nil
		}
		if !errors.Is(err, ErrAbsent) {
			return "", false, refused(err)
		}
	}
	keys, err := s.file.read()
	secret, found := keys[name]
	return secret, found, err
}

// Delete removes a secret from wherever it is; one that is not there is no error.
func (s *Store) Delete(ctx context.Context, name string) error {
	var err error
	if s.Place() == System {
		_, err = s.ask(ctx, func() (string, error) { return "", s.keyring.Delete(service, name) })
		if errors.Is(err, ErrAbsent) {
			err = nil
		}
		err = refused(err)
	}
	return errors.Join(err, s.file.change(func(keys map[string]string) { delete(keys, name) }))
}

// ask makes one call of the keyring, which knows no context. A call that does not come back keeps its
// turn, so that never more than one waits for an absent person.
func (s *Store) ask(ctx context.Context, call func() (string, error)) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", fault.New(Silent, ctx.Err(), nil)
	}
	type answer struct {
		secret string
		err    error
	}
	answered := make(chan answer, 1)
	go func() {
		defer func() { <-s.turn }()
		secret, err := call()
		answered <- answer{secret, err}
	}()
	select {
	case came := <-answered:
		return came.secret, came.err
	case <-ctx.Done():
		return "", fault.New(Silent, ctx.Err(), nil)
	}
}

func refused(err error) error {
	if err == nil || fault.CodeOf(err) != fault.Internal {
		return err
	}
	return fault.New(Refused, err, nil)
}

func tooLong(bytesMax int) error {
	return fault.New(TooLong, ErrTooLong, fault.Parameters{"max": fmt.Sprint(bytesMax)})
}
