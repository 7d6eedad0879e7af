package commandline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"activa/app"
	"activa/backend/blip/client"
	"activa/backend/desk"
	"activa/backend/message"
)

type templatesCommand struct {
	Import templatesImportCommand `cmd:"" help:"Import templates in the JSON form that Meta's Graph API returns."`
	List   templatesListCommand   `cmd:"" help:"List the templates of every bot."`
	Check  templatesCheckCommand  `cmd:"" help:"Judge a filled template: one finding a line."`
	Render templatesRenderCommand `cmd:"" help:"Show a filled template and the components that would be sent."`
}

type templatesImportCommand struct {
	File string `arg:"" help:"File with {\"data\":[…]}, an array, or one template." type:"existingfile"`
	Bot  string `help:"Bot that gets them; the first one when not given." placeholder:"B"`
	JSON bool   `name:"json" help:"One JSON object."`
}

// skippedLine is a template that could not be imported.
type skippedLine struct {
	Index int    `json:"index"`
	Name  string `json:"name"`
	Why   string `json:"why"`
}

// Run imports what can be read and says what was skipped and why; the status is 1 when nothing came in.
func (c *templatesImportCommand) Run(r *run) error {
	content, err := readFile(c.File)
	if err != nil {
		return err
	}
	read, err := message.ReadTemplates(content)
	if err != nil {
		return &fileError{c.File, err}
	}
	skipped := []skippedLine{}
	for _, one := range read.Skipped {
		skipped = append(skipped, skippedLine{Index: one.Index, Name: one.Name, Why: one.Reason})
	}
	imported, bot := 0, desk.Bot{}
	err = r.administer(func(administration *client.Administration) error {
		if bot, err = r.findBot(administration, c.Bot); err != nil {
			return err
		}
		raw := make([]json.RawMessage, 0, len(read.Templates))
		for _, template := range read.Templates {
			raw = append(raw, template.Raw)
		}
		result, err := administration.ImportTemplates(r.ctx, bot.ID, raw)
		imported = int(result.Imported)
		for _, one := range result.Skipped {
			skipped = append(skipped, skippedLine{Index: int(one.Index), Name: one.Name, Why: one.Code})
		}
		return err
	})
	if err != nil {
		return err
	}
	if c.JSON {
		err = r.printJSON(map[string]any{"bot": bot.ID, "imported": imported, "skipped": skipped})
	} else {
		r.say("%d templates imported for %s.", imported, bot.ID)
		for _, one := range skipped {
			r.complain("skipped: entry %d %s: %s", one.Index, one.Name, cmp.Or(skipWords[one.Why], one.Why))
		}
	}
	if err == nil && imported == 0 {
		r.complain("activa: the file has no template that could be imported.")
		return statusError(ExitFailed)
	}
	return err
}

// skipWords say why a template was skipped.
var skipWords = map[string]string{
	message.SkipNotAnObject: "it is not a JSON object",
	message.SkipNoName:      "it has no name",
	message.SkipNoLanguage:  "it has no language",
	message.SkipNoParts:     "it has no components",
	message.SkipTooLarge:    "it is too large",
	message.SkipDuplicate:   "an earlier entry has the same name and language",
}

type templatesListCommand struct {
	Bot  string `help:"Only this bot's." placeholder:"B"`
	JSON bool   `name:"json" help:"One JSON object a line."`
}

// templateLine is one template as list prints it.
type templateLine struct {
	Bot      string `json:"bot"`
	Name     string `json:"name"`
	Language string `json:"language"`
	Category string `json:"category"`
	Status   string `json:"status"`
	Sendable bool   `json:"sendable"`
	Why      string `json:"why"`
}

// Run lists every template of every bot.
func (c *templatesListCommand) Run(r *run) error {
	return r.administer(func(administration *client.Administration) error {
		bots, err := administration.Bots(r.ctx)
		if err != nil {
			return err
		}
		if c.Bot != "" {
			only, err := r.findBot(administration, c.Bot)
			if err != nil {
				return err
			}
			bots = []desk.Bot{only}
		}
		for _, bot := range bots {
			list, err := administration.Templates(r.ctx, bot.ID)
			if err != nil {
				return err
			}
			for _, template := range list.Templates {
				if err := r.printTemplate(bot, template, c.JSON); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (r *run) printTemplate(bot desk.Bot, template message.Template, asJSON bool) error {
	line := templateLine{Bot: string(bot.ID), Name: template.Name, Language: template.Language, Category: template.Category, Status: template.Status}
	line.Sendable, line.Why = template.Sendable()
	if asJSON {
		return r.printJSON(line)
	}
	r.say("%-28s %-36s %-6s %-14s %-10s %s", line.Bot, line.Name, line.Language, line.Category, line.Status, line.Why)
	return nil
}

type filledFlags struct {
	Template string `required:"" help:"File with one template object." type:"existingfile" placeholder:"FILE"`
	Values   string `required:"" help:"File with the values: a flat object of place and text." type:"existingfile" placeholder:"FILE"`
	JSON     bool   `name:"json" help:"One JSON object a line."`
}

// read reads the two files.
func (f filledFlags) read() (message.Template, message.Values, error) {
	content, err := readFile(f.Template)
	if err != nil {
		return message.Template{}, nil, err
	}
	template, err := message.ReadTemplate(content)
	if err != nil {
		return message.Template{}, nil, &fileError{f.Template, err}
	}
	if content, err = readFileUpTo(f.Values, valuesBytesMax); err != nil {
		return message.Template{}, nil, err
	}
	values, err := readValues(content)
	if err != nil {
		return message.Template{}, nil, &fileError{f.Values, err}
	}
	return template, values, nil
}

// readValues reads a flat object of place and text. A number stands for its text, as people write
// {"body.1": 8841}; anything else is refused.
func readValues(content []byte) (message.Values, error) {
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")) // editors of Windows write a byte-order mark
	if !utf8.Valid(content) {
		return nil, errors.New("values are JSON in UTF-8, and these are in another encoding")
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(content, &raw); err != nil {
		return nil, fmt.Errorf("values are one JSON object of place and text: %w", err)
	}
	values := make(message.Values, len(raw))
	for place, value := range raw {
		var text string
		if err := json.Unmarshal(value, &text); err != nil {
			var number json.Number
			if err := json.Unmarshal(value, &number); err != nil {
				return nil, fmt.Errorf("the value of %q is neither a text nor a number", place)
			}
			text = number.String()
		}
		values[message.Place(place)] = text
	}
	return values, nil
}

type templatesCheckCommand struct {
	filledFlags
	To *string `help:"Phone of the recipient." placeholder:"PHONE"`
}

// findingLine is one finding as check prints it.
type findingLine struct {
	Rule  string   `json:"rule"`
	Level string   `json:"level"`
	Place string   `json:"place"`
	Text  string   `json:"text"`
	Fix   *fixLine `json:"fix"`
}

type fixLine struct {
	Place string `json:"place"`
	Value string `json:"value"`
}

// Run prints a finding a line; the status is 1 when one of them would block the send.
func (c *templatesCheckCommand) Run(r *run) error {
	template, values, err := c.read()
	if err != nil {
		return err
	}
	draft := message.Draft{Template: template, Values: values, Now: time.Now()}
	if c.To != nil {
		draft.Recipient = cmp.Or(*c.To, " ") // an empty one was given all the same, and is no number
	}
	findings := message.Check(draft)
	if err := r.printFindings(findings, c.JSON); err != nil {
		return err
	}
	if message.HasErrors(findings) {
		return statusError(ExitFailed)
	}
	return nil
}

func (r *run) printFindings(findings []message.Finding, asJSON bool) error {
	for _, finding := range findings {
		line := findingLine{Rule: finding.Rule, Level: string(finding.Level), Place: string(finding.Place), Text: finding.Text}
		if finding.Fix != nil {
			line.Fix = &fixLine{Place: string(finding.Fix.Place), Value: finding.Fix.Value}
		}
		if asJSON {
			if err := r.printJSON(line); err != nil {
				return err
			}
			continue
		}
		r.say("%s %-3s %-24s %s", line.Level, line.Rule, line.Place, line.Text)
	}
	return nil
}

type templatesRenderCommand struct{ filledFlags }

// renderLine is what render prints with --json.
type renderLine struct {
	Components json.RawMessage `json:"components,omitempty"` // absent when nothing is dynamic
	Preview    app.PreviewView `json:"preview"`
}

// Run prints the components and the preview, as far as a draft with findings allows; the status is 1
// when a finding would block the send.
func (c *templatesRenderCommand) Run(r *run) error {
	template, values, err := c.read()
	if err != nil {
		return err
	}
	preview := app.Preview(message.Render(template, values))
	payload, buildError := message.BuildPayload(template, values, "")
	if c.JSON {
		line := renderLine{Preview: preview}
		// What could be built is shown also when something is missing (WhatsApp templates, §14 "render").
		if line.Components, err = componentsOf(payload); err != nil {
			return err
		}
		if err := r.printJSON(line); err != nil {
			return err
		}
	} else {
		r.say("%s", plainPreview(preview))
	}
	findings := message.Check(message.Draft{Template: template, Values: values, Now: time.Now()})
	if message.HasErrors(findings) {
		for _, finding := range findings {
			if finding.Level == message.LevelError {
				r.complain("%s %s: %s", finding.Rule, finding.Place, finding.Text)
			}
		}
		return statusError(ExitFailed)
	}
	return buildError
}

// componentsOf takes the components out of Meta's template object; nil when it has none.
func componentsOf(payload message.Payload) (json.RawMessage, error) {
	content, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("write the payload: %w", err)
	}
	var object struct {
		Components json.RawMessage `json:"components"`
	}
	if err := json.Unmarshal(content, &object); err != nil {
		return nil, errors.Join(errors.New("read the payload back"), err)
	}
	return object.Components, nil
}

// plainPreview is the message as text for a terminal.
func plainPreview(preview app.PreviewView) string {
	var lines []string
	if header := preview.Header; header != nil {
		switch {
		case len(header.Text) > 0:
			lines = append(lines, plainSpans(header.Text))
		default:
			lines = append(lines, "["+header.Kind+"]")
		}
	}
	for _, block := range preview.Body {
		lines = append(lines, strings.TrimLeft(block.Marker+" ", " ")+plainSpans(block.Spans))
	}
	if preview.Footer != "" {
		lines = append(lines, "", preview.Footer)
	}
	for _, button := range preview.Buttons {
		lines = append(lines, "[ "+button.Label+" ] "+button.Target)
	}
	for _, card := range preview.Cards {
		lines = append(lines, "--", plainPreview(card))
	}
	return strings.Join(lines, "\n")
}

func plainSpans(spans []app.SpanView) string {
	var text strings.Builder
	for _, span := range spans {
		text.WriteString(span.Text)
	}
	return text.String()
}
