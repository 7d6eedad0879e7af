package sim_test

import (
	"os"
	"strconv"
	"testing"
	"testing/synctest"

	"activa/backend/sim"
)

// Runs of a plain go test. More, or one that failed, are asked for by the environment:
//
//	ACTIVA_SIM_SEED=17     this seed alone, with its trace
//	ACTIVA_SIM_SEEDS=500   as many seeds, from 1
//	ACTIVA_SIM_STEPS=2000  longer ones
const (
	seeds  = 2
	steps  = 100
	agents = 4
)

func TestTheTeamKeepsItsRulesWhateverHappens(t *testing.T) {
	only, many := number(t, "ACTIVA_SIM_SEED", 0), number(t, "ACTIVA_SIM_SEEDS", seeds)
	first, last := 1, many
	if only != 0 {
		first, last = only, only
	}
	var all sim.Report
	for seed := first; seed <= last; seed++ {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			report := run(t, uint64(seed), only != 0)
			all.Promised += report.Promised
			all.Said += report.Said
			all.HandedOver += report.HandedOver
			all.DeskDeaths += report.DeskDeaths
			all.HubDeaths += report.HubDeaths
			all.Repeats += report.Repeats
			all.Cuts += report.Cuts
		})
	}
	if quiet := all.HandedOver < 10 || all.Said == 0 || all.DeskDeaths == 0 || all.HubDeaths == 0 || all.Repeats == 0 || all.Cuts == 0; quiet && only == 0 {
		t.Errorf("too quiet to prove anything: %+v", all)
	}
}

func run(t *testing.T, seed uint64, traced bool) (report sim.Report) {
	t.Helper()
	options := sim.Options{Seed: seed, Steps: number(t, "ACTIVA_SIM_STEPS", steps), Agents: agents, Folder: quickFolder(t)}
	if traced {
		options.Trace = func(line string) { t.Log(line) }
	}
	synctest.Test(t, func(t *testing.T) {
		var err error
		if report, err = sim.Run(t.Context(), options); err != nil {
			t.Error(err)
		}
	})
	t.Logf("%+v", report)
	return report
}

// quickFolder is in memory where the system has such a place: the processes of a simulation die, its
// machine does not, so nothing has to reach a disk.
func quickFolder(t *testing.T) string {
	t.Helper()
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err != nil || !info.IsDir() {
		return t.TempDir()
	}
	folder, err := os.MkdirTemp(memory, "activa-sim-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func number(t *testing.T, variable string, missing int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return missing
	}
	value, err := strconv.Atoi(text)
	if err != nil || value < 1 {
		t.Fatalf("%s is %q, not a number from 1", variable, text)
	}
	return value
}
