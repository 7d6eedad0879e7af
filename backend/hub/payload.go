package hub

import (
	"encoding/json"
	"fmt"
	"strings"

	"activa/backend/message"
)

// readPayload reads values back out of Meta's template object: texts, media links and codes of header,
// body and buttons. It gives way to the message room's own reader.
func readPayload(template message.Template, payload []byte) (message.Values, error) {
	var read struct {
		Components []struct {
			Type       string
			Index      json.RawMessage
			Parameters []map[string]json.RawMessage
		}
	}
	if err := json.Unmarshal(payload, &read); err != nil {
		return nil, fmt.Errorf("the payload cannot be read: %w", err)
	}
	values := message.Values{}
	for _, component := range read.Components {
		prefix := strings.ToLower(component.Type) + "."
		if prefix == "button." {
			prefix += strings.Trim(string(component.Index), `"`) + "."
		}
		var wanted []message.PlaceDetail
		for _, place := range template.Places() {
			if strings.HasPrefix(string(place.Place), prefix) {
				wanted = append(wanted, place)
			}
		}
		for i, parameter := range component.Parameters {
			if i < len(wanted) {
				values[wanted[i].Place] = parameterText(parameter)
			}
		}
	}
	return values, nil
}

func parameterText(parameter map[string]json.RawMessage) string {
	for _, name := range []string{"text", "payload", "coupon_code"} {
		var text string
		if json.Unmarshal(parameter[name], &text) == nil && text != "" {
			return text
		}
	}
	for _, kind := range []string{"image", "video", "document"} {
		var media struct{ Link, ID string }
		if json.Unmarshal(parameter[kind], &media) == nil && media.Link != "" {
			return media.Link
		}
	}
	return ""
}

// buildPayload names the template; it gives way to the message room's own builder.
func buildPayload(template message.Template, _ message.Values, _ string) ([]byte, error) {
	return json.Marshal(map[string]any{
		"name": template.Name, "language": map[string]string{"code": template.Language},
	})
}
