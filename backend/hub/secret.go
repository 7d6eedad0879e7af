package hub

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

const (
	// hashesMax is how many secrets are hashed at once; each takes 64 MiB.
	hashesMax = 2
	// provenMax is how many proven secrets are remembered, so that a bot that signs each HTTP request
	// does not cost a hash each time.
	provenMax = 4096
	// SecretBytesMax bounds a secret.
	SecretBytesMax = 1024
	// randomSecretBytes is the length of keys and tokens that the hub makes.
	randomSecretBytes = 32
	// TokenLifeMax is how long a token may last.
	TokenLifeMax = 366 * 24 * time.Hour
)

// Issuer is the issuer of the hub's own tokens for the scheme external.
const Issuer = "activa.local"

// keyring compares secrets with their hashes, a few at once.
type keyring struct {
	hashing chan struct{}
	salt    []byte // of this process: what is remembered is worth nothing outside of it

	mu     *sync.Mutex
	proven map[[sha256.Size]byte]struct{}
}

func newKeyring() keyring {
	salt := make([]byte, sha256.Size)
	_, _ = rand.Read(salt) // never fails: crypto/rand ends the program instead
	return keyring{
		hashing: make(chan struct{}, hashesMax), salt: salt,
		mu: new(sync.Mutex), proven: make(map[[sha256.Size]byte]struct{}),
	}
}

// hash makes the stored form of a secret.
func (k keyring) hash(ctx context.Context, secret string) (string, error) {
	if err := k.enter(ctx); err != nil {
		return "", err
	}
	defer func() { <-k.hashing }()
	return argon2id.CreateHash(secret, argon2id.DefaultParams)
}

// proves says whether the secret is the one that was hashed.
func (k keyring) proves(ctx context.Context, secret, hash string) (bool, error) {
	mark := k.mark(secret, hash)
	k.mu.Lock()
	_, known := k.proven[mark]
	k.mu.Unlock()
	if known {
		return true, nil
	}
	if err := k.enter(ctx); err != nil {
		return false, err
	}
	defer func() { <-k.hashing }()
	right, err := argon2id.ComparePasswordAndHash(secret, hash)
	if err == nil && right {
		k.remember(mark)
	}
	return right, err
}

func (k keyring) mark(secret, hash string) (mark [sha256.Size]byte) {
	hasher := hmac.New(sha256.New, k.salt)
	hasher.Write([]byte(hash))
	hasher.Write([]byte{0})
	hasher.Write([]byte(secret))
	copy(mark[:], hasher.Sum(nil))
	return mark
}

func (k keyring) remember(mark [sha256.Size]byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.proven) >= provenMax {
		clear(k.proven)
	}
	k.proven[mark] = struct{}{}
}

func (k keyring) enter(ctx context.Context) error {
	select {
	case k.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func randomSecret() string {
	secret := make([]byte, randomSecretBytes)
	_, _ = rand.Read(secret) // never fails: crypto/rand ends the program instead
	return base64.RawURLEncoding.EncodeToString(secret)
}

func tokenDigest(token string) []byte {
	digest := sha256.Sum256([]byte(token))
	return digest[:]
}

// noHash is compared with when there is no account, so that the time of the answer does not tell.
const noHash = "$argon2id$v=19$m=65536,t=1,p=2$c29tZXNhbHRzb21lc2FsdA$5S6Cf0GnMaPdtTNpmVPiyGHrVbAAcn5RC5q8b1rPBdw"

// authenticate is asked by the LIME server who a peer is.
func (h *Hub) authenticate(ctx context.Context, node lime.Node, proof lime.Authentication) (lime.Node, error) {
	switch proof.Scheme {
	case lime.SchemeGuest:
		return h.admitGuest(node)
	case lime.SchemePlain, lime.SchemeKey:
		return node, h.checkSecret(ctx, node, proof)
	case lime.SchemeExternal:
		return node, h.checkToken(ctx, node, proof)
	}
	return lime.Node{}, fmt.Errorf("%w: %s is not taken here", lime.ErrRefused, proof.Scheme)
}

// guestNameMin is the length of a GUID without hyphens: guests have fresh names (LIME and Blip, §3.2).
const guestNameMin = 32

func (h *Hub) admitGuest(node lime.Node) (lime.Node, error) {
	if len(node.Name) < guestNameMin {
		return lime.Node{}, fmt.Errorf("%w: a guest's name is a fresh GUID", lime.ErrRefused)
	}
	return node, nil
}

func (h *Hub) checkSecret(ctx context.Context, node lime.Node, proof lime.Authentication) error {
	secret, err := proof.Secret()
	if err != nil || len(secret) > SecretBytesMax {
		return fmt.Errorf("%w: the secret cannot be read", lime.ErrRefused)
	}
	account, err := h.account(ctx, foldNode(node))
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	hash := account.Secret
	if hash == "" {
		hash = noHash
	}
	right, err := h.keys.proves(ctx, secret, hash)
	if err != nil {
		return err
	}
	if !right || account.Secret == "" {
		return fmt.Errorf("%w: wrong secret", lime.ErrRefused)
	}
	return nil
}

func (h *Hub) checkToken(ctx context.Context, node lime.Node, proof lime.Authentication) error {
	if proof.Issuer != "" && proof.Issuer != Issuer {
		return fmt.Errorf("%w: unknown issuer", lime.ErrRefused)
	}
	var token Token
	err := h.store.View(ctx, func(r Reader) (err error) {
		token, err = r.Token(tokenDigest(proof.Token))
		return err
	})
	switch {
	case errors.Is(err, ErrNotFound):
		return fmt.Errorf("%w: unknown token", lime.ErrRefused)
	case err != nil:
		return err
	case token.Account != foldNode(node) || !h.options.Now().Before(token.ExpiresAt):
		return fmt.Errorf("%w: the token is another's or has ended", lime.ErrRefused)
	}
	return nil
}

func (h *Hub) account(ctx context.Context, identity string) (account Account, err error) {
	err = h.store.View(ctx, func(r Reader) (err error) {
		account, err = r.Account(identity)
		return err
	})
	return account, err
}

// IssueToken makes a token by which an account signs in with the scheme external and Issuer, for as
// long as validFor. It is for the program that holds the hub; others ask by command.
func (h *Hub) IssueToken(ctx context.Context, identity string, validFor time.Duration) (string, error) {
	token := randomSecret()
	issued := &tokenIssued{identity: doc.FoldIdentity(identity), digest: tokenDigest(token), validFor: validFor}
	return token, h.do(ctx, issued)
}

// tokenIssued is a token made by the program itself.
type tokenIssued struct {
	identity string
	digest   []byte
	validFor time.Duration
}

func (t *tokenIssued) apply(s *step) error {
	_, err := s.issue(t.identity, t.digest, t.validFor)
	return err
}

func (t *tokenIssued) refused(*step, error) {}

func (s *step) issue(identity string, digest []byte, validFor time.Duration) (Token, error) {
	if _, err := s.Account(identity); err != nil {
		return Token{}, err
	}
	token := Token{Digest: digest, Account: identity, ExpiresAt: s.at.Add(validFor)}
	return token, s.PutToken(token)
}

// MakeOwner makes the account of the data folder's owner, doc.OwnerIdentity, when it is missing. It has
// no secret: the program that holds the hub signs in as owner by IssueToken.
func (h *Hub) MakeOwner(ctx context.Context) error { return h.do(ctx, ownerMade{}) }

type ownerMade struct{}

func (ownerMade) apply(s *step) error {
	_, err := s.Account(doc.OwnerIdentity)
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	return s.PutAccount(Account{
		Identity: doc.OwnerIdentity, Role: ticket.RoleOwner, Presence: Presence{Status: ticket.Offline},
	})
}

func (ownerMade) refused(*step, error) {}
