package oauth

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/oauth2"
)

// ErrLoginRequired says that nothing that is stored opens the door any more: a person has to log in again.
var ErrLoginRequired = errors.New("a new log-in is needed")

// ErrRefused is what Refresh.Exchange wraps when the server does not accept the refresh token ("invalid_grant").
var ErrRefused = errors.New("the grant was not accepted")

const (
	// turnWait is how long a refresh waits for one that is under way elsewhere. After that it goes on: the store compares before it swaps.
	turnWait = 30 * time.Second
	// storeWait is how long another process gets to store the refresh token that it was given in place of ours, where the store has no lock.
	storeWait = time.Second
)

// Refresh gets access tokens with the refresh token of a store. Whether refresh tokens are single-use is for the server to decide: a new one that it sends is stored before the
// access token that came with it is used, and without one the old one is kept.
type Refresh struct {
	Store    TokenStore
	Exchange func(ctx context.Context, refreshToken string) (*oauth2.Token, error)
	Log      *slog.Logger

	unstored *succession // what the store did not take; it is tried again first, because nothing else may open the door
}

// succession is a token and the one that takes its place.
type succession struct{ old, next *oauth2.Token }

// Fetch is for a [Cache], which never calls it twice at the same time.
func (r *Refresh) Fetch(ctx context.Context, refused string) (*oauth2.Token, error) {
	alone, leave, err := r.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if s := r.unstored; s != nil {
		if _, err := r.keep(ctx, s.old, s.next); err != nil {
			return nil, err
		}
	}
	stored, err := r.load(ctx, nil)
	if err != nil {
		return nil, err
	}
	for {
		if stored.AccessToken != "" && stored.AccessToken != refused && time.Until(stored.Expiry) > margin {
			return stored, nil // another process has refreshed it
		}
		token, err := r.Exchange(ctx, stored.RefreshToken)
		if err == nil {
			return r.keep(ctx, stored, token)
		}
		if !errors.Is(err, ErrRefused) {
			return nil, err
		}
		// Another process may have used the refresh token and stored the next one, or be about to.
		if !alone {
			pause(ctx, storeWait)
		}
		newer, loadErr := r.load(ctx, stored)
		if loadErr != nil {
			return nil, loadErr
		}
		if newer.RefreshToken == stored.RefreshToken {
			return nil, fmt.Errorf("%w: the stored refresh token was withdrawn, has ended, or was used by a run that was cut off before it could store the next one: %w", ErrLoginRequired, err)
		}
		stored = newer
	}
}

// turn waits until nobody else who shares the store is refreshing, as far as the store can tell. A wait that takes too long ends with a refresh all the same: it may fail where it
// need not, and that is all. A store whose lock cannot be made could not be written either, and the refresh token is not spent then.
func (r *Refresh) turn(ctx context.Context) (alone bool, leave func(), err error) {
	store, ok := r.Store.(Locker)
	if !ok {
		return false, func() {}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, turnWait)
	defer cancel()
	unlock, err := store.Lock(ctx)
	switch {
	case err == nil:
		return true, unlock, nil
	case ctx.Err() != nil:
		return false, func() {}, nil
	}
	return false, nil, StoreError("the token store cannot be written, so the refresh token, which may be good for one time only, was not used: make the store writable", err)
}

func (r *Refresh) load(ctx context.Context, known *oauth2.Token) (*oauth2.Token, error) {
	stored, err := r.Store.Load(ctx)
	switch {
	case err != nil:
		return nil, StoreError("the stored token could not be read", err, known)
	case stored == nil || stored.RefreshToken == "":
		return nil, fmt.Errorf("%w: there is no stored refresh token", ErrLoginRequired)
	}
	return stored, nil
}

// keep stores the token before anyone uses it.
func (r *Refresh) keep(ctx context.Context, stored, token *oauth2.Token) (*oauth2.Token, error) {
	rotated := token.RefreshToken != "" && token.RefreshToken != stored.RefreshToken
	if !rotated {
		token.RefreshToken = stored.RefreshToken
	}
	r.unstored = nil
	err := r.Store.Swap(ctx, stored, token)
	switch {
	case err == nil:
		return token, nil
	case errors.Is(err, ErrTokenChanged):
		// Another process was faster, and its token is the one that is stored. Ours is good as well, until it ends.
		return token, nil
	case !rotated:
		r.Log.WarnContext(ctx, "oauth: the access token could not be stored; the refresh token that is stored stays good")
		return token, nil
	}
	r.unstored = &succession{stored, token}
	return nil, StoreError("the new refresh token could not be stored, and the old one may be used up: make the store writable; if the next run asks for it, log in again", err, stored, token)
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}
