package demo

import (
	"embed"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"activa/backend/message"
)

//go:embed templates
var templateFiles embed.FS

// TemplateList is a bot's templates as Meta's Graph API lists them, {"data":[…]}.
func TemplateList(bot string) ([]byte, error) {
	name, _, _ := strings.Cut(bot, "@")
	list, err := templateFiles.ReadFile("templates/" + name + ".json")
	if err != nil {
		return nil, fmt.Errorf("read demo templates of %s: %w", bot, err)
	}
	return list, nil
}

// Templates are a bot's templates, read.
func Templates(bot string) ([]message.Template, error) {
	list, err := TemplateList(bot)
	if err != nil {
		return nil, err
	}
	read, err := message.ReadTemplates(list)
	if err != nil {
		return nil, fmt.Errorf("read demo templates of %s: %w", bot, err)
	}
	return read.Templates, nil
}

// ExampleValues fills a template: the templates' own examples where they have some, our sample files
// for media, and something sensible for the rest. now is for offers, which end in the future.
func ExampleValues(template message.Template, now time.Time) message.Values {
	values := message.Values{}
	for _, detail := range template.Places() {
		if detail.Kind == message.KindFilename { // not required, but what the customer sees of a document
			file := strings.TrimSuffix(string(detail.Place), "filename") + "media"
			values[detail.Place] = path.Base(values[message.Place(file)])
			continue
		}
		if !detail.Required {
			continue
		}
		values[detail.Place] = exampleOf(detail, now)
		if detail.Kind == message.KindOTP && values["body.1"] != "" {
			values[detail.Place] = values["body.1"] // one code in two places
		}
	}
	return values
}

func exampleOf(detail message.PlaceDetail, now time.Time) string {
	if detail.Kind == message.KindURLSuffix {
		return strings.TrimPrefix(detail.Example, detail.Prefix)
	}
	if detail.Example != "" {
		return detail.Example
	}
	switch detail.Kind {
	case message.KindImage:
		return MediaURL("entrega.jpg")
	case message.KindVideo:
		return MediaURL("recorrido.mp4")
	case message.KindDocument:
		return MediaURL("factura.pdf")
	case message.KindLatitude:
		return "19.4270"
	case message.KindLongitude:
		return "-99.1677"
	case message.KindPlaceName:
		return "Sucursal Reforma"
	case message.KindAddress:
		return "Paseo de la Reforma 222, Ciudad de México"
	case message.KindProduct:
		return "lampara-brisa"
	case message.KindCatalog:
		return "701442598013365"
	case message.KindSections:
		return `[{"title":"Más pedidos","product_items":[{"product_retailer_id":"lampara-brisa"},{"product_retailer_id":"silla-olmo"}]}]`
	case message.KindOfferExpiry:
		return strconv.FormatInt(now.Add(48*time.Hour).UnixMilli(), 10)
	case message.KindCoupon, message.KindOTP:
		return "482913"
	default:
		return "ejemplo"
	}
}
