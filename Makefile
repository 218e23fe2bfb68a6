# Two commands matter: `make report` and `make test`.
.PHONY: report test lint docs bench soak libraries mock-cuda gpu-check

STUDY ?= studies/chg_vs_knn.yaml

# Builds in release, runs the default study and says where the PDF is.
report: libraries
	swift build -c release --product workbench
	.build/release/workbench run $(STUDY)

# Everything that must hold before a change lands.
test: libraries lint mock-cuda
	swift build --build-tests
	WORKBENCH_CUDA=$(CURDIR)/.build/mock-cuda swift test --skip-build

# Stand-ins for CUDA's libraries, through which tests run the kernels on the processor.
mock-cuda:
	@scripts/install-libraries tests
	@scripts/build-mock-cuda
	@scripts/install-nvrtc

# The layout of the code.
lint:
	swift format lint --strict --recursive Sources Tests Benchmarks/Sources Package.swift

# The pages of docs/methods, from the cards of the components.
docs: libraries
	swift run workbench explain --pages docs/methods

# Speed, as ratios side by side in one run; prints a table.
bench: libraries
	swift run -c release --package-path Benchmarks bench

# A bundle to check and measure a graphics processor with, elsewhere; tried in a bare root of another system where that can be.
gpu-check: libraries
	scripts/build-bundle
	scripts/check-bundle || [ $$? -eq 69 ]

# Slow campaigns: 2 × 200 kills at random moments; 200 to 500 seeds of every estimator on ten games; ten million bytes through
# the readers of formulas, Markdown and BibTeX.
soak: libraries
	swift build --build-tests
	WORKBENCH_SOAK=1 swift test --skip-build --filter Soak

# System libraries and fonts, installed with apt when missing.
libraries:
	@scripts/install-libraries
