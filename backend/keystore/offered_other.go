//go:build !linux

package keystore

func secretServiceOffered() bool { return true }
