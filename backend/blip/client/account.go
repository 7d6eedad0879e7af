package client

import (
	"context"
	"fmt"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Account tells who is signed in. Blip has no such question for a session; the node is all it tells.
func (c *Client) Account(ctx context.Context) (desk.Account, error) {
	if agent := c.options.OnBlip.Agent; c.options.Blip && agent.Identity != "" {
		return agent, nil
	}
	if !c.isHub() {
		own := c.own().Identity
		return desk.Account{Identity: own.String(), Name: own.Name, Role: string(doc.RoleBot)}, nil
	}
	document, err := ask[doc.OwnAccount](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.PathOwnAccount))
	if err != nil {
		return desk.Account{}, fmt.Errorf("read own account: %w", err)
	}
	return accountOf(document), nil
}

// Bots lists the bots that the account may use. With a bot's key that is the bot itself.
func (c *Client) Bots(ctx context.Context) ([]desk.Bot, error) {
	if !c.isHub() {
		handsOver := doc.Truth(c.options.OnBlip.HandOver)
		return []desk.Bot{botOf(doc.Bot{Identity: c.bot(), DirectTransfer: handsOver})}, nil
	}
	list, err := ask[doc.Collection](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.PathBots))
	if err != nil {
		return nil, fmt.Errorf("read bots: %w", err)
	}
	documents, dropped := doc.Items[doc.Bot](list)
	c.noteDropped("bots", dropped)
	bots := make([]desk.Bot, 0, len(documents))
	for _, document := range documents {
		if document.Identity != "" {
			bots = append(bots, botOf(document))
		}
	}
	return bots, nil
}

// SetPresence asks the platform for a presence (P1).
func (c *Client) SetPresence(ctx context.Context, presence desk.Presence) error {
	if c.options.Blip {
		return c.deskStatus.set(ctx, presence)
	}
	if !c.has(doc.AbilityPresence) {
		return notSupported("presence")
	}
	request, err := c.request(lime.MethodSet, doc.ActivaNode, doc.PathActivaPresence).WithResource(doc.MediaTypePresence,
		doc.Presence{Status: doc.PresenceStatus(presence.Status), Reason: presence.Reason})
	if err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, c, request); err != nil {
		return fmt.Errorf("set presence: %w", err)
	}
	return nil
}

// Presence is the agent's presence as the platform holds it.
func (c *Client) Presence(ctx context.Context) (desk.Presence, error) {
	if c.options.Blip {
		return c.deskStatus.read(ctx)
	}
	if !c.has(doc.AbilityPresence) {
		return desk.Presence{}, notSupported("presence")
	}
	document, err := ask[doc.Presence](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.PathActivaPresence))
	if err != nil {
		return desk.Presence{}, fmt.Errorf("read presence: %w", err)
	}
	presence, known := presenceOf(document)
	if !known {
		return desk.Presence{}, fmt.Errorf("read presence: %q is none of the four", document.Status)
	}
	return presence, nil
}

// Favourites reads the agent's favourite templates from a bucket (LIME and Blip, §16).
func (c *Client) Favourites(ctx context.Context) ([]string, error) {
	if !c.options.Blip && !c.has(doc.AbilityFavourites) {
		return nil, notSupported("favourites")
	}
	document, err := ask[doc.Favourites](ctx, c, c.request(lime.MethodGet, doc.ServerNode, c.favouritesURI()))
	if isAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read favourites: %w", err)
	}
	return document.Templates, nil
}

// SetFavourites replaces the agent's favourite templates.
func (c *Client) SetFavourites(ctx context.Context, templateIDs []string) error {
	if !c.options.Blip && !c.has(doc.AbilityFavourites) {
		return notSupported("favourites")
	}
	document := doc.Favourites{Templates: templateIDs}
	if document.Templates == nil {
		document.Templates = []string{}
	}
	request, err := c.request(lime.MethodSet, doc.ServerNode, c.favouritesURI()).WithResource(lime.MediaTypeJSON, document)
	if err != nil {
		return err
	}
	if _, err := ask[nothing](ctx, c, request); err != nil {
		return fmt.Errorf("keep favourites: %w", err)
	}
	return nil
}

// favouritesURI names the agent's own bucket. On Blip it is the bot's, so the agent's address is in its name.
func (c *Client) favouritesURI() string {
	if c.options.Blip {
		return doc.FavouritesURI(c.self())
	}
	return doc.FavouritesURI(c.own().Name)
}

// MediaHost is the host of addresses that only the platform itself resolves, or empty.
func (c *Client) MediaHost() string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.mediaHost
}

// Media fetches the first limit bytes of a file that the platform serves, part by part.
func (c *Client) Media(ctx context.Context, path string, limit int64) (desk.PlatformFile, error) {
	var file desk.PlatformFile
	if !c.has(doc.AbilityMedia) {
		return file, notSupported("media")
	}
	for {
		part, err := ask[doc.Media](ctx, c, c.request(lime.MethodGet, doc.ActivaNode, doc.MediaURI(path, int64(len(file.Content)))))
		if isAbsent(err) {
			return desk.PlatformFile{}, fmt.Errorf("read media %s: %w", path, desk.ErrMediaAbsent)
		}
		if err != nil {
			return desk.PlatformFile{}, fmt.Errorf("read media: %w", err)
		}
		if file.Content = append(file.Content, part.Content...); file.ContentType == "" {
			file.ContentType = part.Type
		}
		read := int64(len(file.Content))
		file.Size = max(read, int64(part.Size))
		if read >= min(file.Size, limit) || len(part.Content) == 0 {
			file.Content = file.Content[:min(read, limit)]
			return file, nil
		}
	}
}
