package client

import (
	"context"
	"errors"
	"fmt"
	"io"

	"activa/backend/blip/doc"
	"activa/backend/desk"
	"activa/backend/lime"
)

// Upload stores a file on the hub in parts and gives its address. A part that is sent again is the same
// part; the file has an id of its own, so nothing of an upload that was cut off mixes with the next.
func (c *Client) Upload(ctx context.Context, bot desk.BotID, name, contentType string, size int64, content io.Reader, told func(sent int64)) (string, error) {
	if !c.has(doc.AbilityUploads) {
		return "", notSupported("uploads")
	}
	id := lime.NewID()
	buffer := make([]byte, doc.UploadPartMax)
	for offset := int64(0); ; {
		count, err := io.ReadFull(content, buffer)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
			return "", fmt.Errorf("read the file: %w", err)
		}
		if count == 0 || offset+int64(count) > size {
			return "", fmt.Errorf("upload: the file does not have %d bytes", size)
		}
		part := doc.UploadPart{Bot: string(bot), Name: name, Type: contentType, Size: doc.Number(size), Content: buffer[:count]}
		request, err := c.request(lime.MethodSet, doc.ActivaNode, doc.UploadURI(id, offset)).WithResource(doc.MediaTypeUpload, part)
		if err != nil {
			return "", err
		}
		answer, err := ask[doc.Upload](ctx, c, request)
		if err != nil {
			return "", fmt.Errorf("upload: %w", err)
		}
		offset += int64(count)
		if told != nil {
			told(offset)
		}
		if offset == size {
			return answer.URI, nil
		}
	}
}
