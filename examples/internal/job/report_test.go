package job

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// Nobody should lose access unseen: only creates and updates are cut short.
func TestLossesAreNotCutShort(t *testing.T) {
	t.Parallel()
	var p alleo.Preview
	for i := range 20 {
		for _, action := range []alleo.Action{alleo.ActionCreate, alleo.ActionOffboard, alleo.ActionWithdrawn, alleo.ActionMissing} {
			p.Changes = append(p.Changes, alleo.Line{Action: action, Key: fmt.Sprint(i)})
		}
	}
	short, hidden := shorten(p)
	require.Equal(t, map[string]int{"create": 14}, hidden)
	require.Len(t, short.Changes, 6+60)
}
