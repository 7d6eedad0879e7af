package hubstore

import "activa/backend/hub"

const templateColumns = `SELECT bot, name, language, digest,
	(SELECT raw FROM template_texts WHERE template_texts.digest = templates.digest) FROM templates `

func readTemplate(row scanner) (hub.Template, error) {
	var template hub.Template
	err := row.Scan(&template.Bot, &template.Name, &template.Language, &template.Digest, &template.Raw)
	return template, err
}

// Template finds one template, without a language the only one of its name.
func (c *connection) Template(bot, name, language string) (hub.Template, error) {
	if language != "" {
		return one(c, readTemplate, templateColumns+`WHERE bot = ? AND name = ? AND language = ?`, bot, name, language)
	}
	found, err := list(c, readTemplate, templateColumns+`WHERE bot = ? AND name = ? LIMIT 2`, bot, name)
	switch {
	case err != nil:
		return hub.Template{}, err
	case len(found) == 0:
		return hub.Template{}, hub.ErrNotFound
	case len(found) > 1:
		return hub.Template{}, hub.ErrConflict
	}
	return found[0], nil
}

// Templates lists a page of a bot's templates.
func (c *connection) Templates(bot string, skip, take int) ([]hub.Template, int, error) {
	total, err := one(c, whole, `SELECT count(*) FROM templates WHERE bot = ?`, bot)
	if err != nil {
		return nil, 0, err
	}
	page, err := list(c, readTemplate, templateColumns+`WHERE bot = ? ORDER BY name, language LIMIT ? OFFSET ?`,
		bot, take, skip)
	return page, int(total), err
}

// PutTemplate makes or replaces a template. The text that it had stays for the sends that used it.
func (c *connection) PutTemplate(template hub.Template) error {
	if err := c.putTemplateText(template.Digest, template.Raw); err != nil {
		return err
	}
	return c.exec(`INSERT INTO templates (bot, name, language, digest) VALUES (?, ?, ?, ?)
		ON CONFLICT (bot, name, language) DO UPDATE SET digest = excluded.digest`,
		template.Bot, template.Name, template.Language, template.Digest)
}

func (c *connection) putTemplateText(digest string, raw []byte) error {
	return c.exec(`INSERT INTO template_texts (digest, raw) VALUES (?, ?) ON CONFLICT DO NOTHING`, digest, raw)
}
