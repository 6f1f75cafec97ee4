package afas_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// staff is a row of 23 columns, as employee connectors have them.
type staff struct {
	ID             string         `json:"EmployeeId"`
	PersonID       int            `json:"PersonId"`
	FirstName      string         `json:"FirstName"`
	Initials       string         `json:"Initials"`
	Prefix         *string        `json:"PrefixBirthName"`
	LastName       string         `json:"BirthName"`
	Mail           string         `json:"Mail"`
	PrivateMail    *string        `json:"MailPrivate"`
	Phone          *string        `json:"Phone"`
	Birthday       civil.Date     `json:"DateOfBirth"`
	Start          civil.Date     `json:"EmploymentStart"`
	End            *civil.Date    `json:"EmploymentEnd"`
	Department     string         `json:"Department"`
	DepartmentCode string         `json:"DepartmentCode"`
	JobTitle       string         `json:"JobTitle"`
	Manager        int            `json:"Manager"`
	CostCentre     string         `json:"CostCentre"`
	Employer       string         `json:"EmployerName"`
	Hours          json.Number    `json:"HoursPerWeek"`
	Fte            json.Number    `json:"Fte"`
	Blocked        bool           `json:"Blocked"`
	Access         bool           `json:"Alleo_Access"`
	Modified       civil.DateTime `json:"Modified"`
}

func staffRow(n int) staff {
	day := civil.Date{Year: 1960 + n%45, Month: time.Month(1 + n%12), Day: 1 + n%28}
	row := staff{
		ID: fmt.Sprintf("%07d", n), PersonID: 1_000_000 + n, FirstName: fmt.Sprintf("First%d", n%900), Initials: "A.B.", LastName: fmt.Sprintf("Last%d", n%7000),
		Mail: fmt.Sprintf("person%07d@example.test", n), Birthday: day, Start: day.AddDays(9000), Department: fmt.Sprintf("Department %d", n%60),
		DepartmentCode: fmt.Sprintf("D%03d", n%60), JobTitle: fmt.Sprintf("Job title %d", n%200), Manager: 1_000_000 + n/10, CostCentre: fmt.Sprintf("K%04d", n%300),
		Employer: "Example Care Group B.V.", Hours: "36.00", Fte: "0.9000", Access: n%3 > 0, Modified: civil.DateTime{Date: day, Hour: n % 24, Minute: n % 60},
	}
	if n%4 == 0 {
		end := day.AddDays(14000)
		row.Prefix, row.Phone, row.End = new("van der"), new("+31 6 00000000"), &end
	}
	return row
}

// TestMain lets the test binary be the server of a benchmark: in a process of its own, it does not use the memory and the processor time that are measured.
func TestMain(m *testing.M) {
	if rows := os.Getenv(serveRows); rows != "" {
		if err := serveStaff(rows); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

const (
	serveRows     = "AFAS_BENCH_ROWS"     // how many; makes the process a server
	serveDelay    = "AFAS_BENCH_DELAY"    // of every answer
	serveTransfer = "AFAS_BENCH_TRANSFER" // gzip, or plain
)

// serveStaff serves until its standard input ends, and prints where.
func serveStaff(rows string) error {
	n, err := strconv.Atoi(rows)
	if err != nil {
		return err
	}
	var all iter.Seq[any] = func(yield func(any) bool) {
		for i := range n {
			if !yield(staffRow(i)) {
				return
			}
		}
	}
	server, err := afastest.Start(afastest.Environment{
		Connectors: []afastest.Connector{{Name: "Staff", Rows: all}},
		Quirks:     afastest.Quirks{NoGzip: os.Getenv(serveTransfer) != "gzip"},
	})
	if err != nil {
		return err
	}
	defer server.Close()
	if delay, err := time.ParseDuration(os.Getenv(serveDelay)); err == nil {
		server.Fault(afastest.Delay(delay).On("connectors/Staff"))
	}
	if err := json.NewEncoder(os.Stdout).Encode(site{server.URL, server.Token}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// site is where a server is, and its credential.
type site struct{ URL, Token string }

// startStaff starts a server with so many rows in a process of its own, for the time of the benchmark.
func startStaff(b *testing.B, rows int, settings ...string) site {
	b.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), append(settings, fmt.Sprintf("%s=%d", serveRows, rows))...)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		if err := command.Wait(); err != nil {
			b.Error(err)
		}
	})
	var s site
	if err := json.NewDecoder(out).Decode(&s); err != nil {
		b.Fatal(err)
	}
	s.byHand(b, 1000, 1000) // the server sorts its rows once
	return s
}

// byHand is the baseline: a plain loop of a GET, io.ReadAll and json.Unmarshal into a page of the same struct.
func (s site) byHand(b *testing.B, rows, take int) {
	b.Helper()
	read := 0
	for skip := 0; read < rows; skip += take {
		var page struct {
			Rows []staff `json:"rows"`
		}
		if err := json.Unmarshal(s.get(b, skip, take), &page); err != nil {
			b.Fatal(err)
		}
		for _, row := range page.Rows {
			if row.ID != "" {
				read++
			}
		}
		if len(page.Rows) < take {
			break
		}
	}
	if read < rows {
		b.Fatalf("%d rows", read)
	}
}

func (s site) get(b *testing.B, skip, take int) []byte {
	b.Helper()
	req, err := http.NewRequest(http.MethodGet, fmt.Sprintf("%s/connectors/Staff?skip=%d&take=%d&orderbyfieldids=EmployeeId", s.URL, skip, take), nil)
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "AfasToken "+base64.StdEncoding.EncodeToString([]byte(s.Token)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		b.Fatal(resp.Status, err)
	}
	return body
}

// bySDK reads the same rows through the client.
func (s site) bySDK(b *testing.B, rows int, opts afas.GetOptions) {
	b.Helper()
	client, err := afas.NewClient("", afas.Token(s.Token), afas.WithBaseURL(s.URL))
	if err != nil {
		b.Fatal(err)
	}
	read := 0
	for row, err := range afas.GetConnector[staff](client, "Staff").All(b.Context(), &opts) {
		if err != nil {
			b.Fatal(err)
		}
		if row.ID != "" {
			read++
		}
	}
	if read != rows {
		b.Fatalf("%d rows", read)
	}
}

// compare times the two, taking turns, and reports the ratio of the medians.
func compare(b *testing.B, rounds int, hand, sdk func()) {
	b.Helper()
	for b.Loop() {
		var handTimes, sdkTimes []time.Duration
		for range rounds {
			handTimes = append(handTimes, took(hand))
			sdkTimes = append(sdkTimes, took(sdk))
		}
		b.ReportMetric(median(handTimes).Seconds()*1000, "hand-ms")
		b.ReportMetric(median(sdkTimes).Seconds()*1000, "sdk-ms")
		b.ReportMetric(median(sdkTimes).Seconds()/median(handTimes).Seconds(), "sdk/hand")
	}
	b.ReportMetric(0, "ns/op")
}

// took measures work without the garbage of what ran before it.
func took(work func()) time.Duration {
	runtime.GC()
	start := time.Now()
	work()
	return time.Since(start)
}

func median(times []time.Duration) time.Duration {
	return slices.Sorted(slices.Values(times))[len(times)/2]
}

// way is one of the two ways of reading all rows.
type way struct {
	name string
	opts afas.GetOptions
}

// ways gives both, with pages of that size; 0 leaves it to the client.
func ways(take int) []way {
	return []way{{"skip", afas.GetOptions{OrderBy: []string{"EmployeeId"}, Take: take}}, {"key", afas.GetOptions{Key: "EmployeeId", Take: take}}}
}

const manyStaff = 100_000

// BenchmarkRead reads 100,000 rows of 23 columns in pages of 6,521 and compares it with the loop by hand in pages of the same size. Target: sdk/hand at most 1.15.
func BenchmarkRead(b *testing.B) {
	const take = 6521
	for _, transfer := range []string{"plain", "gzip"} {
		s := startStaff(b, manyStaff, serveTransfer+"="+transfer)
		for _, w := range ways(take) {
			b.Run(transfer+"/"+w.name, func(b *testing.B) {
				compare(b, 7, func() { s.byHand(b, manyStaff, take) }, func() { s.bySDK(b, manyStaff, w.opts) })
			})
		}
	}
}

// BenchmarkReadLatency adds 50 ms to every answer and compares the default settings with the loop by hand in pages of 1,000.
// Target: sdk/hand at most 0.35 by skip and take, 0.45 by key.
func BenchmarkReadLatency(b *testing.B) {
	s := startStaff(b, manyStaff, serveDelay+"=50ms")
	for _, w := range ways(0) {
		b.Run(w.name, func(b *testing.B) {
			compare(b, 3, func() { s.byHand(b, manyStaff, 1000) }, func() { s.bySDK(b, manyStaff, w.opts) })
		})
	}
}

// BenchmarkReadMemory compares the peak of the heap, garbage included, of reading 1,000,000 rows with that of reading 100,000 rows ten times over (as many
// samples, so as many chances of meeting a peak), with the default settings of the client and of the garbage collector (GOGC=100). Target: many/few is about 1.
func BenchmarkReadMemory(b *testing.B) {
	few, many := startStaff(b, manyStaff), startStaff(b, 10*manyStaff)
	for _, w := range ways(0) {
		b.Run(w.name, func(b *testing.B) {
			for b.Loop() {
				fewPeak := peak(func() {
					for range 10 {
						few.bySDK(b, manyStaff, w.opts)
					}
				})
				manyPeak := peak(func() { many.bySDK(b, 10*manyStaff, w.opts) })
				b.ReportMetric(fewPeak/1e6, "few-MB")
				b.ReportMetric(manyPeak/1e6, "many-MB")
				b.ReportMetric(manyPeak/fewPeak, "many/few")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// peak samples the heap each millisecond while the work goes on.
func peak(work func()) float64 {
	runtime.GC()
	done, result := make(chan struct{}), make(chan float64)
	go func() {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		var most uint64
		ticks := time.NewTicker(time.Millisecond)
		defer ticks.Stop()
		for {
			select {
			case <-done:
				result <- float64(most)
				return
			case <-ticks.C:
				metrics.Read(sample)
				most = max(most, sample[0].Value.Uint64())
			}
		}
	}()
	work()
	close(done)
	return <-result
}
