package hub

import (
	"strings"
	"unicode/utf8"

	"activa/backend/blip/doc"
)

// commentMax bounds a comment, in characters.
const commentMax = 2000

// getComments lists what was written about a contact, newest first (LIME and Blip, §10).
func getComments(_ *Hub, reader Reader, asked *request) (document, error) {
	comments, err := reader.Comments(doc.FoldIdentity(asked.values[0]))
	if err != nil {
		return document{}, err
	}
	documents := make([]doc.Comment, len(comments))
	for i, comment := range comments {
		if documents[i], err = commentDocument(reader, comment); err != nil {
			return document{}, err
		}
	}
	return collection(doc.MediaTypeComment, documents)
}

func commentDocument(reader Reader, comment Comment) (doc.Comment, error) {
	name, err := nameOf(reader, comment.Author)
	return doc.Comment{ID: comment.ID, AuthorIdentity: comment.Author, AuthorName: name, Content: comment.Content,
		StorageDate: doc.At(comment.At)}, err
}

// addComment writes a comment in the caller's own name, whoever the resource names.
func addComment(s *step, asked *request) (document, error) {
	var wanted doc.Comment
	if err := asked.read(&wanted); err != nil {
		return document{}, err
	}
	text := strings.TrimSpace(wanted.Content)
	if text == "" || utf8.RuneCountInString(text) > commentMax {
		return document{}, errArgument("A comment has from 1 to %d characters", commentMax)
	}
	contact, err := s.Contact(doc.FoldIdentity(asked.values[0]))
	if err != nil {
		return document{}, err
	}
	comment := Comment{ID: s.newID(), Contact: contact.Identity, Author: asked.account.Identity, Content: text, At: s.at}
	if err := s.InsertComment(comment); err != nil {
		return document{}, err
	}
	written, err := commentDocument(s, comment)
	return document{doc.MediaTypeComment, written}, err
}

// deleteComment removes a comment: one's own, or anybody's for who supervises.
func deleteComment(s *step, asked *request) (document, error) {
	contact, id := doc.FoldIdentity(asked.values[0]), asked.values[1]
	comments, err := s.Comments(contact)
	if err != nil {
		return document{}, err
	}
	for _, comment := range comments {
		if comment.ID == id && comment.Author != asked.account.Identity && !asked.account.supervises() {
			return document{}, errNotAllowed
		}
	}
	return document{}, s.DeleteComment(contact, id)
}
