package loket

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Download reads a file, such as a payslip, in the media type that is asked for: "application/pdf". It gives the media type that came.
func Download(ctx context.Context, c *Client, op Operation, mediaType string, to io.Writer) (string, error) {
	r, err := op.request(http.MethodGet)
	if err != nil {
		return "", err
	}
	return c.download(ctx, op, r, mediaType, to)
}

// DownloadPost reads a file that Loket makes from a body, such as the preview of a document. It gives the media type that came. It is not repeated where a [Download] would be.
func DownloadPost(ctx context.Context, c *Client, op Operation, body any, mediaType string, to io.Writer) (string, error) {
	r, err := op.request(http.MethodPost)
	if err != nil {
		return "", err
	}
	if err := setBody(&r, op, body); err != nil {
		return "", err
	}
	return c.download(ctx, op, r, mediaType, to)
}

func (c *Client) download(ctx context.Context, op Operation, r api.Request, mediaType string, to io.Writer) (string, error) {
	if op.Version != "" {
		mediaType += ";version=" + op.Version
	}
	r.Header.Set("Accept", mediaType)
	response, err := c.api.Do(ctx, r)
	if err != nil {
		return "", err
	}
	if _, err := to.Write(response.Body); err != nil {
		return "", fmt.Errorf("loket: operation %s: the file could not be written: %w", op.Path, err)
	}
	return response.Header.Get("Content-Type"), nil
}
