//go:build !linux

package app

import "context"

// desktopNotes is what Linux has of its own; elsewhere the window shows notes by Wails.
type desktopNotes struct{}

func openNotes(context.Context, func(row string)) (*desktopNotes, error) { return nil, nil }

func (*desktopNotes) show(context.Context, NotificationView) error { return nil }
