package app

import "sync"

// leaving are the desks that are being closed while another one is at work already. A desk's store
// must not be opened again before it is closed.
type leaving struct {
	mutex sync.Mutex
	ended map[string]chan struct{}
}

// begin runs a closing beside; wait and waitAll return when it is over.
func (l *leaving) begin(id string, closing func()) {
	done := make(chan struct{})
	l.mutex.Lock()
	if l.ended == nil {
		l.ended = map[string]chan struct{}{}
	}
	l.ended[id] = done
	l.mutex.Unlock()
	go func() {
		defer close(done)
		closing()
		l.mutex.Lock()
		defer l.mutex.Unlock()
		delete(l.ended, id)
	}()
}

func (l *leaving) wait(id string) {
	l.mutex.Lock()
	done := l.ended[id]
	l.mutex.Unlock()
	if done != nil {
		<-done
	}
}

func (l *leaving) waitAll() {
	l.mutex.Lock()
	var all []chan struct{}
	for _, done := range l.ended {
		all = append(all, done)
	}
	l.mutex.Unlock()
	for _, done := range all {
		<-done
	}
}
