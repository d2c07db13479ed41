# Needs npm, and on a machine without Prometheus, Alertmanager or Chromium also apt (no root). npm brings the right Node.
NODE := node_modules/.bin/node

.PHONY: help demo test
help: ## Says what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

demo: node_modules/.package-lock.json ## Starts a web shop, a real Prometheus and Alertmanager, and Statusgraph on http://127.0.0.1:8000
	@$(NODE) demo/run.ts

test: node_modules/.package-lock.json ## Runs every check
	@$(NODE) scripts/test.ts

# npm writes this file at the end of an installation, so one that was interrupted begins again.
node_modules/.package-lock.json: package-lock.json
	@scripts/install
