package desk

import (
	"bytes"
	"slices"

	"activa/backend/fault"
	"activa/backend/message"
)

// FavouritesMax is how many templates can be starred.
const FavouritesMax = 500

// recentsMax is how many recently used templates are kept in memory.
const recentsMax = 50

// refresh reads the templates of a bot, or of all, again.
func (s *step) refresh(bot BotID) error {
	if !s.connected() {
		return fault.New(NotConnected, nil, nil)
	}
	for _, known := range s.bots {
		if bot == "" || bot == known.ID {
			delete(s.unreadable, known.ID)
			s.readTemplates(known.ID)
		}
	}
	return nil
}

// readTemplates asks for a bot's templates unless they are being read.
func (s *step) readTemplates(bot BotID) {
	if s.reading[bot] || !s.connected() {
		return
	}
	s.reading[bot] = true
	s.do(ReadTemplates{Bot: bot})
	told := s.templatesState()
	s.change.Templates = &told
}

// templatesRead takes in a bot's templates. An unchanged list moves only the instant of reading.
func (s *step) templatesRead(in TemplatesAnswer) {
	delete(s.reading, in.Bot)
	if in.Err != nil {
		s.unreadable[in.Bot] = s.here
		told := s.templatesState()
		s.change.Templates = &told
		return
	}
	delete(s.unreadable, in.Bot)
	read := Shelf{Templates: in.List.Templates, Skipped: in.List.Skipped, ReadAt: s.now}
	if old := s.shelves[in.Bot]; old != nil && sameTemplates(old.Templates, read.Templates) {
		moved := *old
		moved.ReadAt = s.now
		s.shelves[in.Bot] = &moved
		s.commit.ShelvesRead = append(s.commit.ShelvesRead, ShelfRead{Bot: in.Bot, ReadAt: s.now})
		told := s.templatesState()
		s.change.Templates = &told
		return
	}
	s.shelves[in.Bot] = newShelf(in.Bot, read)
	s.commit.Shelves = append(s.commit.Shelves, ShelfWrite{Bot: in.Bot, Shelf: read})
	s.tellTemplates()
}

func sameTemplates(a, b []message.Template) bool {
	return slices.EqualFunc(a, b, func(a, b message.Template) bool { return bytes.Equal(a.Raw, b.Raw) })
}

// setFavourite stars a template or takes the star away, here and on the platform where it can.
func (s *step) setFavourite(in SetFavouriteInput) {
	key := in.Template.String()
	at := slices.Index(s.favourites, key)
	switch {
	case in.Favourite && at < 0 && len(s.favourites) < FavouritesMax:
		s.favourites = append(s.favourites, key)
	case !in.Favourite && at >= 0:
		s.favourites = slices.Delete(s.favourites, at, at+1)
	default:
		return
	}
	kept := slices.Clone(s.favourites)
	s.commit.Favourites = &kept
	s.tellTemplates()
	if s.abilities.Favourites && s.connected() {
		s.do(KeepFavourites{Templates: kept})
	}
}

// used notes that a template was sent with values.
func (s *step) used(key TemplateKey, values message.Values) {
	s.commit.Used = append(s.commit.Used, TemplateUse{Template: key, Values: values, At: s.now})
	s.recents = slices.DeleteFunc(s.recents, func(r Recent) bool { return r.Template == key })
	s.recents = slices.Insert(s.recents, 0, Recent{Template: key, UsedAt: s.now})
	if len(s.recents) > recentsMax {
		s.recents = s.recents[:recentsMax]
	}
	s.tellTemplates()
}
