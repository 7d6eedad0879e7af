package hub

import (
	"encoding/json"
	"strings"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

const (
	// bucketBytesMax bounds a stored document, bucketNameMax its name, both in bytes.
	bucketBytesMax = 256 << 10
	bucketNameMax  = 256
	// bucketSettings holds the bot's settings of active messages, which agents may read.
	bucketSettings = "activemsg:settings"
)

// bucketOwner is whose store a bucket is in: the bot's when acting for one. In a bot's store an agent
// has the favourites that carry the agent's name, and may read the shared settings, and nothing else.
func (r *request) bucketOwner() (string, error) {
	name := r.values[0]
	if len(name) > bucketNameMax {
		return "", errArgument("The name is longer than %d bytes", bucketNameMax)
	}
	if r.bot == "" {
		return r.account.Identity, nil
	}
	if r.account.Role != ticket.RoleAgent {
		return r.bot, nil
	}
	own, _ := doc.SplitIdentity(r.account.Identity)
	switch {
	case strings.EqualFold(name, doc.BucketFavouritesPrefix+own):
	case name == bucketSettings && r.command.Method == lime.MethodGet:
	default:
		return "", errNotAllowed
	}
	return r.bot, nil
}

// storedBucket is a document with its type.
type storedBucket struct {
	Type     string          `json:"type"`
	Document json.RawMessage `json:"document"`
}

func getBucket(_ *Hub, reader Reader, asked *request) (document, error) {
	owner, err := asked.bucketOwner()
	if err != nil {
		return document{}, err
	}
	raw, err := reader.Bucket(owner, asked.values[0])
	if err != nil {
		return document{}, err
	}
	var stored storedBucket
	if err := json.Unmarshal(raw, &stored); err != nil {
		return document{}, err
	}
	return document{stored.Type, stored.Document}, nil
}

func setBucket(s *step, asked *request) (document, error) {
	owner, err := asked.bucketOwner()
	if err != nil {
		return document{}, err
	}
	stored := storedBucket{asked.command.Type, asked.command.Resource}
	if stored.Type == "" {
		stored.Type = lime.MediaTypeJSON
	}
	switch {
	case len(stored.Document) == 0:
		return document{}, errNoResource
	case len(stored.Document) > bucketBytesMax:
		return document{}, errArgument("The document is larger than %d bytes", bucketBytesMax)
	}
	raw, err := json.Marshal(stored)
	if err != nil {
		return document{}, err
	}
	return document{}, s.PutBucket(owner, asked.values[0], raw)
}

func deleteBucket(s *step, asked *request) (document, error) {
	owner, err := asked.bucketOwner()
	if err != nil {
		return document{}, err
	}
	return document{}, s.DeleteBucket(owner, asked.values[0])
}
