package api

import (
	"context"
	"sync"
)

// gate limits the calls of a client: so many at once, and one at a time for each key.
type gate struct {
	slots chan struct{}
	mu    sync.Mutex
	keys  map[string]chan struct{}
}

func newGate(slots int) *gate {
	return &gate{slots: make(chan struct{}, slots), keys: map[string]chan struct{}{}}
}

// enter waits for the key's turn first and for a slot second, so that a call that waits for its turn holds no slot.
func (g *gate) enter(ctx context.Context, key string) (leave func(), err error) {
	turn := g.turn(key)
	if err := take(ctx, turn); err != nil {
		return nil, err
	}
	if err := take(ctx, g.slots); err != nil {
		give(turn)
		return nil, err
	}
	return func() { give(g.slots); give(turn) }, nil
}

// turn gives the key's lock; without a key there is none.
func (g *gate) turn(key string) chan struct{} {
	if key == "" {
		return nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.keys[key] == nil {
		g.keys[key] = make(chan struct{}, 1)
	}
	return g.keys[key]
}

func take(ctx context.Context, c chan struct{}) error {
	if err := ctx.Err(); err != nil || c == nil {
		return err
	}
	select {
	case c <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func give(c chan struct{}) {
	if c != nil {
		<-c
	}
}
