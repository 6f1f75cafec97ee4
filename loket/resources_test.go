package loket_test

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// fixture gives a made-up record in the shape of the vendor's description, with every member filled in (loket-rest.md §4).
func fixture(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/records/" + name + ".json")
	require.NoError(t, err)
	return string(data)
}

// reading is one way in which the typed surface reads a record.
type reading struct {
	what    string
	record  string // the fixture
	list    bool   // in an envelope of a list
	path    string // below /v2
	query   string // beyond the paging
	version string
	read    func(context.Context, *loket.Client) (any, error)
}

// firstEntry gives the only entry of a list.
func firstEntry[T any](entries iter.Seq2[T, error]) (any, error) {
	all, err := loket.Collect(entries)
	if err != nil || len(all) != 1 {
		return nil, err
	}
	return all[0], nil
}

func firstOfPage[T any](p *loket.ListPage[T], err error) (any, error) {
	if err != nil || len(p.Entries) != 1 {
		return nil, err
	}
	return p.Entries[0], nil
}

func valueOf[T any](r *loket.Record[T], err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return r.Value, nil
}

// The paths that the tests below share.
const (
	employersPath   = "/providers/employers"
	employerPath    = employersPath + "/" + employerID
	employeesPath   = employersPath + "/employees"
	employmentsPath = employeesPath + "/employments"
	employmentPath  = employmentsPath + "/" + employmentID
	payrollPath     = employersPath + "/payrolladministrations"
)

// The versions that are pinned, the same as in loket-rest.md §1.
const (
	v2018        = "2018-01-01"
	vEmployees   = "2021-03-29"
	vEmployments = "2019-12-16"
)

// lk is how the call sites of the tables below spell a client.
type lk = *loket.Client

var (
	march   = civil.Date{Year: 2026, Month: 3, Day: 1}
	onMarch = &loket.ListOptions{ReferenceDate: march}
)

// readings names every read of the typed surface. Paths and versions are those of the vendor's description.
var readings = []reading{
	{"providers", "provider", true, "/providers", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Providers.All(ctx, nil)) }},

	{"employers", "employer", true, employersPath, "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Employers.All(ctx, nil)) }},
	{"a page of employers", "employer", true, employersPath, "", v2018, func(ctx context.Context, c lk) (any, error) { return firstOfPage(c.Employers.Page(ctx, nil)) }},
	{"an employer", "employer", false, employerPath, "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Employers.Get(ctx, employerID)) }},
	{"employers with few members", "employer_minimized", true, employersPath + "/minimized", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Employers.Minimized.All(ctx, nil)) }},
	{"employers of a provider with few members", "employer_minimized", true, "/providers/X1/employers/minimized", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Employers.MinimizedOfProvider.All(ctx, "X1", nil))
	}},

	{"employees", "employee", true, employerPath + "/employees", "", vEmployees, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Employees.All(ctx, employerID, nil)) }},
	{"a page of employees", "employee", true, employerPath + "/employees", "", vEmployees, func(ctx context.Context, c lk) (any, error) {
		return firstOfPage(c.Employees.Page(ctx, employerID, nil))
	}},
	{"an employee", "employee", false, employeesPath + "/" + employeeID, "", vEmployees, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Employees.Get(ctx, employeeID)) }},

	{"employments of an employer", "employment", true, employerPath + "/employees/employments", "", vEmployments, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Employments.All(ctx, employerID, nil))
	}},
	{"employments of an employee", "employment", true, employeesPath + "/" + employeeID + "/employments", "", vEmployments, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Employments.OfEmployee.All(ctx, employeeID, nil))
	}},
	{"employments with few members", "employment_minimized", true, employerPath + "/employees/employments/minimized", "", vEmployments, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Employments.Minimized.All(ctx, employerID, nil))
	}},
	{"an employment", "employment", false, employmentPath, "", vEmployments, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Employments.Get(ctx, employmentID)) }},

	{"departments", "department", true, employerPath + "/departments", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Departments.All(ctx, employerID, nil))
	}},
	{"departments that the user can see", "department", true, employerPath + "/useraccessibledepartments", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Departments.UserAccessible.All(ctx, employerID, nil))
	}},
	{"a department", "department", false, employersPath + "/departments/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Departments.Get(ctx, "X1")) }},
	{"functions", "function", true, employerPath + "/functions", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Functions.All(ctx, employerID, nil)) }},
	{"a function", "function", false, employersPath + "/functions/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Functions.Get(ctx, "X1")) }},

	{"organizational entities", "organizational_entity", true, employmentPath + "/organizationalentities", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.OrganizationalEntities.All(ctx, employmentID, nil))
	}},
	{"an organizational entity", "organizational_entity", false, employmentsPath + "/organizationalentities/X1", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return valueOf(c.OrganizationalEntities.Get(ctx, "X1"))
	}},
	{"organizational entities on a day", "actual_organizational_entity", true, employerPath + "/actualorganizationalentities", "referenceDate=2026-03-01", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.OrganizationalEntities.Actual.All(ctx, employerID, onMarch))
	}},
	{"working hours", "working_hours", true, employmentPath + "/workinghours", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.WorkingHours.All(ctx, employmentID, nil))
	}},
	{"one record of working hours", "working_hours", false, employmentsPath + "/workinghours/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.WorkingHours.Get(ctx, "X1")) }},
	{"working hours on a day", "actual_working_hours", true, employerPath + "/actualworkinghours", "referenceDate=2026-03-01", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.WorkingHours.Actual.All(ctx, employerID, onMarch))
	}},
	{"wages", "wage", true, employmentPath + "/wages", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Wages.All(ctx, employmentID, nil)) }},
	{"a wage", "wage", false, employmentsPath + "/wages/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Wages.Get(ctx, "X1")) }},
	{"wages on a day", "actual_wage", true, employerPath + "/actualwages", "referenceDate=2026-03-01", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Wages.Actual.All(ctx, employerID, onMarch))
	}},

	{"custom fields", "custom_field", true, employerPath + "/customfields", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.CustomFields.All(ctx, employerID, nil))
	}},
	{"a custom field, which is documented as a list", "custom_field", true, employersPath + "/customfields/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.CustomFields.Get(ctx, "X1")) }},
	{"custom field values of an employee", "custom_field_value", true, employeesPath + "/" + employeeID + "/customfields", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.EmployeeCustomFields.All(ctx, employeeID, nil))
	}},
	{"a custom field value of an employee, which is documented as a list", "custom_field_value", true, employeesPath + "/customfields/X1", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return valueOf(c.EmployeeCustomFields.Get(ctx, "X1"))
	}},
	{"custom field values of an employment", "custom_field_value", true, employmentPath + "/customfields", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.EmploymentCustomFields.All(ctx, employmentID, nil))
	}},
	{"a custom field value of an employment", "custom_field_value", false, employmentsPath + "/customfields/X1", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return valueOf(c.EmploymentCustomFields.Get(ctx, "X1"))
	}},

	{"kinds of leave", "leave_type", true, employerPath + "/leavetypes", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveTypes.All(ctx, employerID, nil))
	}},
	{"a kind of leave", "leave_type", false, employerPath + "/leavetypes/X1", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return valueOf(c.LeaveTypes.Get(ctx, employerID, "X1"))
	}},
	{"leave balances", "leave_balance", true, employmentPath + "/leavebalances", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveBalances.All(ctx, employmentID, nil))
	}},
	{"leave balances of an employer", "employment_leave_balances", true, employerPath + "/leavebalances", "leaveType=1&leaveType=15&referenceDate=2026-03-01", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveBalances.OfEmployer(ctx, employerID, []int{1, 15}, onMarch))
	}},
	{"leave balances added up", "grouped_leave_balances", false, employerPath + "/leavebalances/grouped", "groupBy=Function&leaveType=99&referenceDate=2026-03-01", v2018, func(ctx context.Context, c lk) (any, error) {
		return valueOf(c.LeaveBalances.Grouped(ctx, employerID, loket.ByFunction, []int{99}, march))
	}},
	{"leave", "leave_entry", true, employmentPath + "/leave", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveEntries.All(ctx, employmentID, nil))
	}},
	{"one entry of leave", "leave_entry", false, employmentsPath + "/leave/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.LeaveEntries.Get(ctx, "X1")) }},
	{"requests for leave of an employment", "leave_request", true, employmentPath + "/leaverequests", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveRequests.All(ctx, employmentID, nil))
	}},
	{"requests for leave of an employer", "leave_request", true, employerPath + "/employees/employments/leaverequests", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.LeaveRequests.OfEmployer.All(ctx, employerID, nil))
	}},
	{"a request for leave", "leave_request", false, employmentsPath + "/leaverequests/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.LeaveRequests.Get(ctx, "X1")) }},

	{"administrations", "administration", true, employerPath + "/administrations", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Administrations.All(ctx, employerID, nil))
	}},
	{"payroll administrations", "payroll_administration", true, employerPath + "/payrolladministrations", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.PayrollAdministrations.All(ctx, employerID, nil))
	}},
	{"payroll periods", "payroll_period", true, payrollPath + "/X1/payrollperiods", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.PayrollPeriods.All(ctx, "X1", nil)) }},
	{"payroll periods with few members", "payroll_period_minimized", true, payrollPath + "/X1/payrollperiods/minimized", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.PayrollPeriods.Minimized.All(ctx, "X1", nil))
	}},
	{"payroll runs", "payroll_run", true, payrollPath + "/X1/payrollruns", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.PayrollRuns.All(ctx, "X1", nil)) }},
	{"a payroll run", "payroll_run", false, payrollPath + "/payrollruns/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.PayrollRuns.Get(ctx, "X1")) }},

	{"filter settings", "filter_settings", false, "/user/filtersettings/" + employerID, "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.FilterSettings.Get(ctx, employerID)) }},
	{"the current user", "current_user", false, "/user", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Users.Current(ctx)) }},
	{"the names of a user", "user_names", false, "/user/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Users.Names(ctx, "X1")) }},
	{"users of an employer", "user", true, employerPath + "/users", "", v2018, func(ctx context.Context, c lk) (any, error) { return firstEntry(c.Users.All(ctx, employerID, nil)) }},
	{"a user of an employer", "user", false, employersPath + "/users/X1", "", v2018, func(ctx context.Context, c lk) (any, error) { return valueOf(c.Users.Get(ctx, "X1")) }},
	{"departments of users", "user_departments", true, employerPath + "/users/departments", "", v2018, func(ctx context.Context, c lk) (any, error) {
		return firstEntry(c.Users.Departments.All(ctx, employerID, nil))
	}},
}

// answers answers a reading with the record.
func (r reading) answers(w *wire, record string) {
	if r.list {
		record = list(1, 1, record)
	} else {
		record = detail(record)
	}
	w.answer("GET", r.path, http.StatusOK, record)
}

func TestEveryReadAsksForItsPathInItsVersionAndKeepsEveryMember(t *testing.T) {
	t.Parallel()
	for _, r := range readings {
		t.Run(r.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			record := fixture(t, r.record)
			r.answers(w, record)

			got, err := r.read(t.Context(), client)

			require.NoError(t, err)
			kept, err := json.Marshal(got)
			require.NoError(t, err)
			require.JSONEq(t, record, string(kept))
			sent := w.only(t)
			require.Equal(t, "GET", sent.Method)
			require.Equal(t, "application/json;version="+r.version, sent.Header.Get("Accept"))
			requireAddress(t, r.path, r.query, sent.URL)
		})
	}
}

// requireAddress compares the address of a request, without the paging.
func requireAddress(t *testing.T, path, query, address string) {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	require.Equal(t, base+"/v2"+path, strings.TrimSuffix(address, "?"+u.RawQuery))
	sent := u.Query()
	sent.Del("pageNumber")
	sent.Del("pageSize")
	require.Equal(t, query, sent.Encode())
}

// loket-rest.md §4: fields that are documented as not nullable are null in defaults and in older data.
func TestEveryMemberMayBeNull(t *testing.T) {
	t.Parallel()
	tested := map[string]bool{}
	for _, r := range readings {
		if tested[r.record] {
			continue
		}
		tested[r.record] = true
		t.Run(r.record, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			for member, record := range withNull(t, fixture(t, r.record)) {
				r.answers(w, record)
				_, err := r.read(t.Context(), client)
				require.NoError(t, err, member)
			}
		})
	}
}

// withNull gives a record again and again, each time with another one of its members null.
func withNull(t *testing.T, record string) iter.Seq2[string, string] {
	t.Helper()
	var whole any
	require.NoError(t, json.Unmarshal([]byte(record), &whole))
	return func(yield func(string, string) bool) {
		eachMember(whole, "", func(member string) bool {
			text, err := json.Marshal(whole)
			require.NoError(t, err)
			return yield(member, string(text))
		})
	}
}

// eachMember makes one member after the other null while it calls use.
func eachMember(part any, under string, use func(string) bool) bool {
	switch part := part.(type) {
	case []any:
		for _, entry := range part {
			if !eachMember(entry, under+"[]", use) {
				return false
			}
		}
	case map[string]any:
		for name, value := range part {
			part[name] = nil
			goOn := use(under + "." + name)
			part[name] = value
			if !goOn || !eachMember(value, under+"."+name, use) {
				return false
			}
		}
	}
	return true
}

// loket-rest.md §1: unknown response fields must be ignored.
func TestMembersThatLoketAddsAreIgnored(t *testing.T) {
	t.Parallel()
	for _, r := range readings {
		t.Run(r.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			r.answers(w, withUnknown(fixture(t, r.record)))
			_, err := r.read(t.Context(), client)
			require.NoError(t, err)
		})
	}
}

// withUnknown adds a member to every object.
func withUnknown(record string) string {
	var compact bytes.Buffer
	_ = json.Compact(&compact, []byte(record))
	return strings.ReplaceAll(compact.String(), "{", `{"newMember":{"deep":[1,null]},`)
}
