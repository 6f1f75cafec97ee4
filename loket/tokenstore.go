package loket

import (
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// TokenStore keeps the token of one connection between runs; every package of this module takes the same kind. A store must be safe for concurrent use.
//
//	Load(ctx) (*oauth2.Token, error)          // nil, nil when there is none yet
//	Swap(ctx, old, next *oauth2.Token) error  // only if old's refresh token is still the stored one, else ErrTokenChanged
//
// A store may also have a method Lock(ctx) (unlock func(), err error), as both stores of this package do: it lets one process at a time refresh the token.
//
// Nobody has established whether Loket's refresh tokens are single-use (loket-rest.md §2). If they are, the store holds the only way back in, which is why a new token is stored before it is used.
type TokenStore = oauth.TokenStore

var (
	// ErrTokenChanged is what a [TokenStore] answers when another process has stored a token in the meantime.
	ErrTokenChanged = oauth.ErrTokenChanged

	// ErrLoginRequired says that the stored refresh token opens nothing any more, or that there is none: a person has to log in again, see [Login].
	ErrLoginRequired = oauth.ErrLoginRequired
)

// MemoryStore makes a store that lasts as long as the program. It begins with the token, which may be nil.
func MemoryStore(token *oauth2.Token) TokenStore { return oauth.NewMemory(token) }

// FileStore makes a store in a file with mode 0600, which need not exist yet. The file is replaced in one step and is never damaged, whenever the program is killed;
// it is safe between processes of one machine.
func FileStore(path string) TokenStore { return oauth.NewFile(path) }
