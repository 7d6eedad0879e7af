package app

import (
	"encoding/json"

	"activa/backend/fault"
)

// faultView is an error as the window gets it. The detail is the whole chain, for the person who asks
// for technical detail.
func faultView(err error) FaultView {
	found := fault.Of(err)
	parameters := map[string]string(found.Parameters)
	if parameters == nil {
		parameters = map[string]string{}
	}
	return FaultView{Code: string(found.Code), Parameters: parameters, Detail: err.Error()}
}

// optionalFault is nil for no error.
func optionalFault(err error) *FaultView {
	if err == nil {
		return nil
	}
	view := faultView(err)
	return &view
}

// FaultText is what a rejected call carries: a FaultView as JSON text, because Wails hands over only
// text (Wails 2.13 and later wrap the formatted error in new Error(text)).
func FaultText(err error) string {
	text, marshalError := json.Marshal(faultView(err))
	if marshalError != nil { // a FaultView of texts alone can always be written
		return `{"code":"internal","parameters":{},"detail":""}`
	}
	return string(text)
}
