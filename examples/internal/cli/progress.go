package cli

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

const (
	progressAfter = 2 * time.Second // what is done by then needs no progress line
	progressEvery = 500 * time.Millisecond
)

// Progress is a line on the terminal that tells how far a slow program is. Its methods may be called on a nil Progress, which shows nothing,
// and from several goroutines.
type Progress struct {
	w    io.Writer
	quit chan struct{}
	done sync.WaitGroup

	mu   sync.Mutex
	what string
	n    int
}

// StartProgress shows progress on w, if that is a terminal. The caller ends it with [Progress.Stop].
func StartProgress(w io.Writer) *Progress {
	if !isTerminal(w) {
		return nil
	}
	return startProgress(w)
}

func startProgress(w io.Writer) *Progress {
	p := &Progress{w: w, quit: make(chan struct{})}
	p.done.Go(p.show)
	return p
}

// Step says what the program is doing now; the count starts again.
func (p *Progress) Step(what string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what, p.n = what, 0
}

// Count adds one to what has been done of the step.
func (p *Progress) Count() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
}

// Stop takes the line away.
func (p *Progress) Stop() {
	if p == nil {
		return
	}
	close(p.quit)
	p.done.Wait()
}

func (p *Progress) show() {
	select {
	case <-p.quit:
		return
	case <-time.After(progressAfter):
	}
	ticker := time.NewTicker(progressEvery)
	defer ticker.Stop()
	for {
		p.draw()
		select {
		case <-p.quit:
			fmt.Fprint(p.w, eraseLine)
			return
		case <-ticker.C:
		}
	}
}

const eraseLine = "\r\x1b[K"

func (p *Progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintf(p.w, "%s%s: %d", eraseLine, p.what, p.n)
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
