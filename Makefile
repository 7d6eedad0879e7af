# Every check and every product by name; `make help` lists them. One set of flags for every go
# command, or SQLite is compiled again (it takes half a minute).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
MAKEFLAGS += --no-print-directory

export GOFLAGS := -trimpath -buildvcs=false
export CGO_ENABLED := 1
core_tags := sqlite_fts5
desktop_tags := desktop,production,webkit2_41,$(core_tags)
program := build/bin/activa
peers := backend/lime/peers

frontend_sources = $(shell find frontend/src frontend/public frontend/wailsjs frontend/index.html frontend/*.ts frontend/*.js -type f 2>/dev/null)

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: build ## install what is missing, build, and open Activa (with no display: serve it to a browser)
	@./$(program) $(ARGUMENTS)

.PHONY: build
build: build-tools frontend/dist/index.html ## build the program at build/bin/activa
	@mkdir -p build/bin
	go build -tags $(desktop_tags) -ldflags "-s -w" -o $(program) .

.PHONY: test
test: test-tools generated lint test-frontend test-go test-keystore build test-browser test-window ## everything; installs what it needs

.PHONY: test-go
test-go: frontend/dist/index.html $(peers)/node_modules/.stamp ## Go tests with the race detector, true peers included
	ACTIVA_PEERS=required go test -race -tags $(core_tags) ./...
	@# once more for its figures: commands a second towards Blip, by each limit
	go test -race -tags $(core_tags) -v -run '^TestNeverMoreCommandsThanConfigured$$' ./backend/blip/client

.PHONY: test-keystore
test-keystore: ## keys in a real Secret Service, started for them alone (Linux)
	build/keystore.sh

.PHONY: test-frontend
test-frontend: frontend/node_modules/.stamp ## types, components and texts of the window
	cd frontend && npm run --silent check && npm test --silent

.PHONY: test-browser
test-browser: build frontend/node_modules/.stamp ## the whole send in Chromium, in each language, on the real backend
	go build -tags $(core_tags) -o build/bin/stand ./build/stand
	cd frontend && ACTIVA_PROGRAM=../$(program) npm run --silent test:browser

.PHONY: test-window
test-window: build ## the whole send, and every way a reply finds its agent, in the real window by its accessibility tree
	build/window/run.sh

.PHONY: lint
lint: frontend/node_modules/.stamp frontend/dist/index.html ## format and lint of both languages
	@unformatted=$$(gofmt -l app backend build main.go); [ -z "$$unformatted" ] || { echo "gofmt: $$unformatted"; exit 1; }
	go vet -tags $(core_tags) ./...
	go vet -tags window,$(core_tags) ./build/window
	go vet -tags secretservice,$(core_tags) ./backend/keystore
	go tool -modfile=build/tools/go.mod golangci-lint run --build-tags $(core_tags) ./...
	cd frontend && npm run --silent lint

.PHONY: generate
generate: ## make the window's door (frontend/wailsjs) anew from the views
	@mkdir -p frontend/dist && touch frontend/dist/.gitkeep
	tsoutputtype=interfaces go run -tags bindings,$(core_tags) . >/dev/null
	chmod -R u=rwX,go=rX frontend/wailsjs

.PHONY: generated
generated: ## fail when the door is stale
	@before=$$(mktemp -d); cp -r frontend/wailsjs $$before/
	$(MAKE) generate
	diff -r $$before/wailsjs frontend/wailsjs || { echo "frontend/wailsjs was stale: commit what make generate made"; exit 1; }
	rm -rf $$before

.PHONY: screenshots
screenshots: frontend/node_modules/.stamp ## every screen, theme, language and size to build/output/screens
	cd frontend && npm run --silent screenshots

.PHONY: bench
bench: frontend/dist/index.html ## measure against the budgets
	go test -tags $(core_tags) -run '^$$' -bench . -benchmem ./...

.PHONY: build-tools test-tools
build-tools:
	@build/prerequisites.sh build
test-tools:
	@build/prerequisites.sh test

frontend/node_modules/.stamp: frontend/package-lock.json
	cd frontend && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.stamp

.PHONY: peers
peers: $(peers)/node_modules/.stamp ## install the public clients that the Go tests drive

$(peers)/node_modules/.stamp: $(peers)/package-lock.json
	cd $(peers) && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.stamp

frontend/dist/index.html: frontend/node_modules/.stamp $(frontend_sources)
	cd frontend && npm run --silent build

.PHONY: clean
clean: ## remove what was built
	rm -rf build/bin build/output frontend/dist/* frontend/node_modules $(peers)/node_modules
