package api_test

import (
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

func TestSettingsWhenNothingIsChosen(t *testing.T) {
	t.Parallel()
	s := api.NewSettings("afas")
	require.Equal(t, 2*time.Minute, s.Timeout)
	require.Equal(t, api.Repeat{Tries: 4, MaxWait: time.Minute}, s.Repeat)
	for _, level := range []slog.Level{slog.LevelDebug, slog.LevelError} {
		require.False(t, s.Log.Enabled(t.Context(), level), "silent")
	}
	require.NotSame(t, http.DefaultClient, s.HTTP)
	require.NotSame(t, http.DefaultTransport, s.HTTP.Transport)
	require.Greater(t, s.HTTP.Transport.(*http.Transport).MaxIdleConnsPerHost, 5, "five calls at once keep their connections")
	c := s.Config()
	require.Equal(t, "application/json", c.Header.Get("Accept"))
	require.Regexp(t, `^afas-loket-go/\S+$`, c.Header.Get("User-Agent"))
}

func TestSettingsRefuseWhatMakesNoSense(t *testing.T) {
	t.Parallel()
	s := api.NewSettings("afas")
	for says, err := range map[string]error{
		"http client": s.UseHTTPClient(nil),
		"logger":      s.UseLogger(nil),
		"time-out":    s.UseTimeout(0),
		"one try":     s.UseRetries(0, time.Second),
		"wait":        s.UseRetries(1, -1),
		"user agent":  s.UseUserAgent(""),
		"plain text":  s.UseUserAgent("a\r\nX-Injected: b"),
	} {
		require.ErrorContains(t, err, "afas: ")
		require.ErrorContains(t, err, says)
	}
	require.Equal(t, 2*time.Minute, s.Timeout, "and change nothing")
	require.NoError(t, s.UseUserAgent("acme-sync/1.4"))
	require.Regexp(t, `^acme-sync/1\.4 afas-loket-go/\S+$`, s.Config().Header.Get("User-Agent"))
}

// roundTripper is a transport that a program has put in the place of http.DefaultTransport.
type roundTripper struct{ http.RoundTripper }

// Not parallel: it changes http.DefaultTransport for its own time.
func TestSettingsInAProgramWithATransportOfItsOwn(t *testing.T) {
	before := http.DefaultTransport
	defer func() { http.DefaultTransport = before }()
	http.DefaultTransport = roundTripper{before}
	require.Nil(t, api.NewSettings("afas").HTTP.Transport, "the one of the program is used")
}
