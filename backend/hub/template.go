package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"sync"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/message"
)

// templatesKept is how many read templates the cache holds when the options do not say.
const templatesKept = 1024

// templateCache keeps templates that were read, by the digest of their text. The text of a digest
// never changes, so what is cached is always fresh; which digest a template has comes from the store.
type templateCache struct {
	mu   sync.Mutex
	max  int
	read map[string]*message.Template
}

func newTemplateCache(most int) *templateCache {
	if most <= 0 {
		most = templatesKept
	}
	return &templateCache{max: most, read: make(map[string]*message.Template)}
}

// get reads a stored template; nobody may change what it gives.
func (c *templateCache) get(stored Template) (*message.Template, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.read[stored.Digest]; known != nil {
		return known, nil
	}
	template, err := message.ReadTemplate(stored.Raw)
	if err != nil {
		return nil, err
	}
	if len(c.read) >= c.max {
		clear(c.read)
	}
	c.read[stored.Digest] = &template
	return &template, nil
}

func digestOf(raw []byte) string {
	digest := sha256.Sum256(raw)
	return hex.EncodeToString(digest[:])
}

// templatesTakeMissing and templatesTakeMax bound a page of templates; each is a few KiB of JSON.
const (
	templatesTakeMissing = 100
	templatesTakeMax     = 500
)

// getTemplates lists a bot's templates as Meta's objects (LIME and Blip, §12).
func getTemplates(_ *Hub, reader Reader, asked *request) (document, error) {
	skip, take, err := asked.page(templatesTakeMissing, templatesTakeMax)
	if err != nil {
		return document{}, err
	}
	page, total, err := reader.Templates(asked.bot, skip, take)
	if err != nil {
		return document{}, err
	}
	raws := make([]json.RawMessage, len(page))
	for i, template := range page {
		raws[i] = template.Raw
	}
	list, err := doc.NewCollection(lime.MediaTypeJSON, raws)
	if err != nil {
		return document{}, err
	}
	whole := doc.Number(total)
	list.Total = &whole
	return document{lime.MediaTypeCollection, list}, nil
}

// importTemplates saves templates in the form of Meta's Graph API for the bot acted for.
func importTemplates(s *step, asked *request) (document, error) {
	if len(asked.command.Resource) == 0 {
		return document{}, errNoResource
	}
	if len(asked.command.Resource) > doc.TemplatesImportMax {
		return document{}, errArgument("At most %d bytes of templates at once", doc.TemplatesImportMax)
	}
	if _, err := s.Bot(asked.bot); errors.Is(err, ErrNotFound) {
		return document{}, errArgument("The bot %s has no number yet", asked.bot)
	} else if err != nil {
		return document{}, err
	}
	result, err := message.ReadTemplates(asked.command.Resource)
	if err != nil {
		return document{}, errArgument("The templates cannot be read: %v", err)
	}
	outcome := doc.TemplatesImport{Imported: doc.Number(len(result.Templates))}
	for _, template := range result.Templates {
		err := s.PutTemplate(Template{
			Bot: asked.bot, Name: template.Name, Language: template.Language,
			Digest: digestOf(template.Raw), Raw: template.Raw,
		})
		if err != nil {
			return document{}, err
		}
	}
	if err := s.tellTemplates(asked.bot); err != nil {
		return document{}, err
	}
	for _, skipped := range result.Skipped {
		outcome.Skipped = append(outcome.Skipped, doc.SkippedTemplate{
			Index: doc.Number(skipped.Index), Name: skipped.Name, Code: skipped.Reason,
		})
	}
	return document{doc.MediaTypeTemplatesImport, outcome}, nil
}

// tellTemplates pushes to whoever may act for a bot that its templates changed.
func (s *step) tellTemplates(bot string) error {
	accounts, err := s.AccountsOfBot(bot)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		for _, m := range s.directory.of(account.Identity) {
			if err := s.push(m, doc.MediaTypeTemplates, doc.TemplatesChanged{Bot: bot}); err != nil {
				return err
			}
		}
	}
	return nil
}
