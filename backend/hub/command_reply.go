package hub

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"activa/backend/blip/doc"
	"activa/backend/lime"
	"activa/backend/ticket"
)

// getReplyCategories serves get /replies: the categories of canned replies (LIME and Blip, §14.5).
func getReplyCategories(_ *Hub, reader Reader, asked *request) (document, error) {
	categories, err := readSetting[[]replyCategory](reader, asked.bot, settingReplies)
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.CustomReply, len(categories))
	for i, category := range categories {
		documents[i] = doc.CustomReply{ID: category.ID, Category: category.Name, Name: category.Name}
	}
	return collection(doc.MediaTypeCustomReply, documents)
}

func getReplies(_ *Hub, reader Reader, asked *request) (document, error) {
	category, err := findSetting(reader, asked, settingReplies, categoryID)
	if err != nil {
		return document{}, err
	}
	return collection(doc.MediaTypeCustomReply, category.Replies)
}

func categoryID(category replyCategory) string { return category.ID }

// setReplies replaces the replies of a category; the resource is one of them or a collection.
func setReplies(s *step, asked *request) (document, error) {
	wanted, err := readReplies(asked)
	if err != nil {
		return document{}, err
	}
	category := replyCategory{ID: asked.values[0], Name: asked.values[0]}
	for i := range wanted {
		if wanted[i].ID == "" {
			wanted[i].ID = s.newID()
		}
		if wanted[i].Category != "" {
			category.Name = wanted[i].Category
		}
		if err := checkReply(&wanted[i]); err != nil {
			return document{}, err
		}
	}
	category.Replies = wanted
	if err := checkText("The category", category.ID); err != nil {
		return document{}, err
	}
	categories, err := readSetting[[]replyCategory](s, asked.bot, settingReplies)
	if err != nil {
		return document{}, err
	}
	categories = slices.DeleteFunc(categories, func(one replyCategory) bool { return one.ID == category.ID })
	if categories = append(categories, category); len(categories) > categoriesMax {
		return document{}, errArgument("A bot has at most %d categories", categoriesMax)
	}
	slices.SortFunc(categories, func(a, b replyCategory) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return document{}, s.putSetting(asked.bot, settingReplies, categories)
}

func readReplies(asked *request) ([]doc.CustomReply, error) {
	var list doc.Collection
	if err := asked.read(&list); err != nil {
		return nil, err
	}
	if list.Items == nil {
		var one doc.CustomReply
		if err := asked.read(&one); err != nil {
			return nil, err
		}
		return []doc.CustomReply{one}, nil
	}
	replies, dropped := doc.Items[doc.CustomReply](list)
	if dropped > 0 || len(replies) == 0 || len(replies) > repliesMax {
		return nil, errArgument("A category has from 1 to %d replies", repliesMax)
	}
	return replies, nil
}

func checkReply(reply *doc.CustomReply) error {
	if err := checkText("The name", reply.Name); err != nil {
		return err
	}
	if reply.Type == "" {
		reply.Type = lime.MediaTypeText
	}
	var text string
	if !strings.EqualFold(reply.Type, lime.MediaTypeText) || json.Unmarshal(reply.Document, &text) != nil ||
		strings.TrimSpace(text) == "" || utf8.RuneCountInString(text) > replyTextMax {
		return errArgument("A reply is a text of 1 to %d characters", replyTextMax)
	}
	if len(reply.ID) > settingTextMax || len(reply.Category) > settingTextMax {
		return errArgument("The id and the category have at most %d bytes", settingTextMax)
	}
	return nil
}

func deleteReplies(s *step, asked *request) (document, error) {
	return document{}, dropSetting(s, asked, settingReplies, categoryID)
}

// getTags serves get /tags/active (LIME and Blip, §14.5).
func getTags(_ *Hub, reader Reader, asked *request) (document, error) {
	return listSetting[doc.TagSummary](reader, asked, settingTags, doc.MediaTypeTagSummary)
}

// setTags replaces the tags that a bot offers.
func setTags(s *step, asked *request) (document, error) {
	var list doc.Collection
	if err := asked.read(&list); err != nil {
		return document{}, err
	}
	given, dropped := doc.Items[string](list)
	if dropped > 0 || len(given) > tagsMax {
		return document{}, errArgument("A bot has at most %d tags, each a text", tagsMax)
	}
	tags := []string{}
	for _, tag := range given {
		if tag = strings.TrimSpace(tag); tag == "" || len(tag) > ticket.TagBytesMax {
			return document{}, errArgument("A tag has from 1 to %d bytes", ticket.TagBytesMax)
		}
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return document{}, s.putSetting(asked.bot, settingTags, tags)
}

// getConfiguration serves get lime://{bot}/configuration/caller (LIME and Blip, §14.5).
func getConfiguration(_ *Hub, reader Reader, asked *request) (document, error) {
	configuration, err := readSetting[map[string]string](reader, asked.bot, settingConfiguration)
	if configuration == nil {
		configuration = map[string]string{}
	}
	return document{lime.MediaTypeJSON, configuration}, err
}

// setConfiguration changes the keys that are given; all values are texts.
func setConfiguration(s *step, asked *request) (document, error) {
	var given map[string]doc.Text
	if err := asked.read(&given); err != nil {
		return document{}, err
	}
	configuration, err := readSetting[map[string]string](s, asked.bot, settingConfiguration)
	if err != nil {
		return document{}, err
	}
	if configuration == nil {
		configuration = map[string]string{}
	}
	for key, value := range given {
		if err := checkText("A key", key); err != nil {
			return document{}, err
		}
		if len(value) > settingTextMax {
			return document{}, errArgument("A value has at most %d bytes", settingTextMax)
		}
		configuration[key] = string(value)
	}
	if len(configuration) > configurationMax {
		return document{}, errArgument("A configuration has at most %d keys", configurationMax)
	}
	if err := s.putSetting(asked.bot, settingConfiguration, configuration); err != nil {
		return document{}, err
	}
	return document{lime.MediaTypeJSON, configuration}, s.distribute(asked.bot) // more slots take what waits
}
