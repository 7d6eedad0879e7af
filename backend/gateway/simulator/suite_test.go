package simulator_test

import (
	"testing"

	"activa/backend/gateway/gatewaytest"
	"activa/backend/gateway/simulator"
	"activa/backend/hub"
)

func TestSimulatorIsAGateway(t *testing.T) {
	gatewaytest.Suite(t, func(*testing.T) hub.Gateway { return simulator.New(simulator.Settings{Pace: simulator.PaceMax}) })
}
