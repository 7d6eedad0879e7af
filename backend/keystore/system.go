package keystore

import (
	"errors"

	"github.com/zalando/go-keyring"
)

// systemKeyring is the key store of this operating system: Keychain on macOS, the Credential Manager on
// Windows, the Secret Service elsewhere. It is nil where none can be.
func systemKeyring() Keyring {
	if !secretServiceOffered() {
		return nil
	}
	return operatingSystem{}
}

type operatingSystem struct{}

func (operatingSystem) Set(service, name, secret string) error {
	return known(keyring.Set(service, name, secret))
}

func (operatingSystem) Get(service, name string) (string, error) {
	secret, err := keyring.Get(service, name)
	return secret, known(err)
}

func (operatingSystem) Delete(service, name string) error {
	return known(keyring.Delete(service, name))
}

func known(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrAbsent
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLong
	}
	return err
}
