package keystore

import (
	"fmt"
	"os"
)

// secretServiceOffered says whether there is a session bus to ask. Without this look the library would
// start one, for this program alone and with no key store behind it.
func secretServiceOffered() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}
