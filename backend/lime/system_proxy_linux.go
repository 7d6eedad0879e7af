package lime

import (
	"context"
	"io"
	"os/exec"
	"time"
)

const (
	gnomeProxyWait     = 2 * time.Second
	gnomeProxyBytesMax = 64 << 10
)

// desktopProxy asks GNOME, whose setting many desktops share; where its tool is not there, or knows no
// such setting, there is no proxy.
func desktopProxy() proxyChoice {
	ctx, cancel := context.WithTimeout(context.Background(), gnomeProxyWait)
	defer cancel()
	command := exec.CommandContext(ctx, "gsettings", "list-recursively", "org.gnome.system.proxy")
	command.WaitDelay = gnomeProxyWait
	output, err := command.StdoutPipe()
	if err != nil || command.Start() != nil {
		return gnomeProxy("")
	}
	told, readErr := io.ReadAll(io.LimitReader(output, gnomeProxyBytesMax))
	if len(told) == gnomeProxyBytesMax {
		cancel() // it says more than there is to say
	}
	if command.Wait() != nil || readErr != nil {
		return gnomeProxy("")
	}
	return gnomeProxy(string(told))
}
