package api

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// Settings are what the users of every client may choose. The methods check a choice and say in the package's name what is wrong with it.
type Settings struct {
	Name      string // of the package
	HTTP      *http.Client
	Log       *slog.Logger
	Timeout   time.Duration
	Repeat    Repeat
	UserAgent string
}

// NewSettings gives what a client does when nothing is chosen: it is silent, waits two minutes for an answer, and tries four times.
func NewSettings(name string) Settings {
	return Settings{
		Name:      name,
		HTTP:      newHTTPClient(),
		Log:       slog.New(slog.DiscardHandler),
		Timeout:   2 * time.Minute,
		Repeat:    Repeat{Tries: 4, MaxWait: time.Minute},
		UserAgent: "afas-loket-go/" + version(),
	}
}

// newHTTPClient keeps a connection for each of a client's calls: AFAS resets connections of clients that close them after each call
// (afas-profit-rest.md §8.4), and net/http keeps two.
func newHTTPClient() *http.Client {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // the program has put another in its place
		return &http.Client{}
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 8
	return &http.Client{Transport: t}
}

// Config begins the configuration of a client with these settings.
func (s *Settings) Config() Config {
	return Config{
		Name:    s.Name,
		HTTP:    s.HTTP,
		Header:  http.Header{"Accept": {"application/json"}, "User-Agent": {s.UserAgent}},
		Log:     s.Log,
		Timeout: s.Timeout,
		Repeat:  s.Repeat,
	}
}

// UseHTTPClient chooses the http client.
func (s *Settings) UseHTTPClient(h *http.Client) error {
	if h == nil {
		return s.wrong("the http client must not be nil")
	}
	s.HTTP = h
	return nil
}

// UseLogger chooses the logger.
func (s *Settings) UseLogger(log *slog.Logger) error {
	if log == nil {
		return s.wrong("the logger must not be nil")
	}
	s.Log = log
	return nil
}

// UseTimeout chooses how long one exchange may take.
func (s *Settings) UseTimeout(d time.Duration) error {
	if d <= 0 {
		return s.wrong("the time-out must be longer than nothing")
	}
	s.Timeout = d
	return nil
}

// UseRetries chooses how often and how patiently a request is tried.
func (s *Settings) UseRetries(tries int, maxWait time.Duration) error {
	if tries < 1 || maxWait < 0 {
		return s.wrong("there must be at least one try, and a wait is not negative")
	}
	s.Repeat = Repeat{Tries: tries, MaxWait: maxWait}
	return nil
}

// UseUserAgent puts a product in front of the module's own.
func (s *Settings) UseUserAgent(product string) error {
	if !Visible(product) {
		return s.wrong("the user agent must be plain text, such as acme-sync/1.4")
	}
	s.UserAgent = product + " " + s.UserAgent
	return nil
}

func (s *Settings) wrong(text string) error { return errors.New(s.Name + ": " + text) }

// Visible reports whether the text can be sent in a header.
func Visible(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' })
}

// version is the version of this module in the caller's program.
func version() string {
	const module = "github.com/seed-dd546a8a/afas-loket"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return strings.TrimPrefix(dependency.Version, "v")
			}
		}
	}
	return "devel"
}
