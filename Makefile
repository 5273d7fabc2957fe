# mekiki: make, make demo, make check; all targets: make help
#
# One pass, no configure: pkg-config finds the libraries, the sources are all
# files of src/, the tests all files src/*/*_test.c.  What a target needs and
# Debian has is installed by tools/install-deps.sh, which prints each line that
# installs before it runs it; INSTALL=no makes it stop instead.

CC = gcc
PREFIX = /usr/local
LIBDIR = $(PREFIX)/lib
B = build
# make V=1 shows the commands
Q = $(if $(V),,@)
SAY = @printf '  %-5s %s\n'

PACKAGES = icu-uc icu-i18n libpsl libhs libpcre2-8 libmaxminddb \
	libcrypto libarchive jansson sqlite3
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | \
	sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes \
	-Wstrict-prototypes -Wvla -Wwrite-strings -Wcast-qual -Wformat=2 -Werror
# One set of objects serves the library and the command, which holds what it
# needs of them itself: it starts faster so.
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIC -fvisibility=hidden
CPPFLAGS = -Isrc -Iinclude -I. -D_POSIX_C_SOURCE=200809L \
	-DMEKIKI_DATADIR='"$(PREFIX)/share/mekiki"'
CFLAGS = -std=c17 -O2 -g -pthread $(WARN)
# libcurl and libunbound are opened when they are wanted: inquire/live_call.h.
LDLIBS = $(PKG_LIBS) -lmagic -lm
LDFLAGS = -pie -Wl,-z,relro,-z,now
FUZZ_SECONDS = 30
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all -DARENA_SINGLE

ALL_C := $(sort $(wildcard src/*/*.c))
LIB_C := $(filter-out %_test.c %_fuzz.c src/cmd/main.c,$(ALL_C))
GEN_C := $(B)/gen/html_entities.c $(B)/gen/registries.c
TEST_C := $(filter %_test.c,$(ALL_C))
LIB_O := $(LIB_C:%.c=$(B)/release/%.o) $(GEN_C:%.c=$(B)/release/%.o)
SAN_O := $(LIB_C:%.c=$(B)/asan/%.o) $(GEN_C:%.c=$(B)/asan/%.o)
TESTS := $(TEST_C:src/%.c=$(B)/asan/test/%)

SO_O := $(filter-out $(B)/release/src/cmd/%,$(LIB_O))
BUILT = $(B)/mekiki $(B)/know/phrases.hs $(B)/libmekiki.so.0 $(B)/mekiki.pc

all: $(BUILT)

$(B)/mekiki: $(B)/release/src/cmd/main.o $(B)/release/libmekiki.a
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(B)/libmekiki.so.0: src/lib/mekiki.map $(SO_O)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,libmekiki.so.0 \
		-Wl,--version-script,$< -Wl,-z,relro,-z,now,-z,defs \
		$(SO_O) $(LDLIBS) -o $@
	$(Q)ln -sf libmekiki.so.0 $(B)/libmekiki.so

# PREFIX may differ from one make to the next.
$(B)/mekiki.pc: tools/mekiki.pc.in src/base/version.h FORCE
	@mkdir -p $(@D)
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|' \
		-e "s|@VERSION@|$$(sed -n 's/.*VERSION "\(.*\)"/\1/p' \
		src/base/version.h)|" $< >$@.new
	$(Q)cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(B)/release/libmekiki.a: $(LIB_O)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/asan/libmekiki.a: $(SAN_O)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/asan/mekiki: $(B)/asan/src/cmd/main.o $(B)/asan/test/asan.o \
		$(B)/asan/libmekiki.a
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SAN) $^ $(LDLIBS) -o $@

$(B)/asan/test/%: $(B)/asan/src/%.o $(B)/asan/test/test.o \
		$(B)/asan/test/examined.o $(B)/asan/test/run.o \
		$(B)/asan/test/asan.o $(B)/asan/test/world/world.o \
		$(B)/asan/test/world/heard.o \
		$(B)/asan/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SAN) $^ $(LDLIBS) -lcmocka -o $@

# Objects made with other flags, or for another PREFIX, are made anew.
# The folder is made while make expands the lines: all of them before it runs
# the first.
$(B)/release/flags: FORCE
	$(Q)$(shell mkdir -p $(@D))$(file >$@.new,$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(HARDEN)) \
		cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(B)/release/%.o: %.c $(B)/release/flags
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(HARDEN) -MMD -MP -c $< -o $@

# Settings of the machine are read from a folder beside where the sanitized
# command is started, so that each test has its own and none has the real one.
$(B)/asan/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) ASAN $<
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(SAN) -O1 \
		-DTEST_ROOT='"$(CURDIR)"' -DTEST_BUILD='"$(abspath $(B))"' \
		-DMEKIKI_SYSCONFDIR='"test-etc"' -MMD -MP -c $< -o $@

$(B)/gen/html_entities.c: data/entities.tsv tools/entities.awk
	@mkdir -p $(@D)
	$(SAY) GEN $@
	$(Q)awk -f tools/entities.awk $< >$@.new && mv $@.new $@

$(B)/gen/registries.c: data/registries.tsv tools/registries.awk
	@mkdir -p $(@D)
	$(SAY) GEN $@
	$(Q)awk -f tools/registries.awk $< >$@.new && mv $@.new $@

# The phrases as vectorscan wants them; compiling takes longer than a report.
$(B)/tools/%: $(B)/release/tools/%.o $(B)/release/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(B)/know/phrases.hs: $(B)/tools/compile_phrases $(wildcard data/phrases/*.tsv)
	@mkdir -p $(@D)
	$(SAY) DATA $@
	$(Q)$< data/phrases $@.new && mv $@.new $@

# One module's test: make test/read/received
test/%: $(B)/asan/test/%_test
	$<

# Small mmdb files that the tests look addresses up in.
$(B)/mmdb/made: tools/mmdb-fixture.pl
	@mkdir -p $(@D)
	$(SAY) MMDB $(@D)
	$(Q)perl tools/mmdb-fixture.pl $(@D) && touch $@

$(B)/asan/test/inquire/offline_test: | $(B)/mmdb/made
$(TESTS): | $(B)/know/phrases.hs
# These start the command itself.
$(filter $(B)/asan/test/cmd/%,$(TESTS)): \
	| $(B)/asan/mekiki $(B)/mmdb/made $(B)/know/phrases.hs

# What a program of somebody else's finds: the installed tree.
$(B)/installed/stamp: $(BUILT) include/mekiki.h $(wildcard man/* data/*.tsv \
		data/*.model \
		data/*/*.tsv)
	$(SAY) TREE $(@D)
	$(Q)rm -rf $(@D) && $(MAKE) --no-print-directory -s install \
		DESTDIR=$(abspath $(@D)) && touch $@

# The one test that has another verifier beside it.
$(B)/asan/test/examine/auth_dkim_oracle_test: LDLIBS += -lopendkim

$(B)/asan/test/lib/installed_test: | $(B)/installed/stamp
$(B)/asan/test/lib/expert_test: | $(B)/asan/mekiki $(B)/mmdb/made

FUZZ_C := $(filter %_fuzz.c,$(ALL_C))
FUZZ_O := $(LIB_C:%.c=$(B)/fuzz/%.o) $(GEN_C:%.c=$(B)/fuzz/%.o)
FUZZERS := $(FUZZ_C:src/%_fuzz.c=$(B)/fuzz/bin/%)
# Their kept inputs, fuzz/corpus/ROOM/NAME, are tests as well.
REPLAYS := $(FUZZ_C:src/%_fuzz.c=$(B)/asan/replay/%)

$(B)/asan/replay/%: $(B)/asan/src/%_fuzz.o $(B)/asan/test/replay.o \
		$(B)/asan/test/asan.o $(B)/asan/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SAN) $^ $(LDLIBS) -o $@

$(REPLAYS): | $(B)/know/phrases.hs
FUZZ_SAN = -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=all -DARENA_SINGLE

$(B)/fuzz/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) FUZZ $<
	$(Q)clang $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(FUZZ_SAN) \
		-Wno-unknown-warning-option -MMD -MP -c $< -o $@

$(B)/fuzz/libmekiki.a: $(FUZZ_O)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/fuzz/bin/%: $(B)/fuzz/src/%_fuzz.o $(B)/fuzz/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)clang $(FUZZ_SAN) -fsanitize=fuzzer $^ $(LDLIBS) -o $@

# As many jobs as cores, unless make was told how many.
AGAIN = $(MAKE) --no-print-directory \
	$(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc))
MAIN := $(wildcard src/cmd/main.c)

## demo: install what is missing, build, dissect an example mail
demo:
	@tools/install-deps.sh build
	@tools/fetch-data.sh --have || \
		{ tools/install-deps.sh data && tools/fetch-data.sh; } || \
		echo "operator and place not known: run make data"
	@$(AGAIN) all
	$(B)/mekiki examine --lang both \
		--answers examples/account-suspension.answers \
		examples/account-suspension.eml || \
		test $$? = 1

## check: install what is missing, run every test under asan and ubsan
check:
	@tools/install-deps.sh build test learn
	@$(AGAIN) tests
	@tools/corpus.sh $(B)/asan/mekiki ../shared/corpus $(B)/corpus
	@tools/run-tests.sh $(B)/test-log $(TESTS) $(REPLAYS)

## tests: build the tests, do not run them
tests: $(TESTS) $(REPLAYS) $(if $(MAIN),$(B)/asan/mekiki) $(B)/learn/learn

## suites: run the tests on outside suites alone
suites:
	@tools/install-deps.sh build test
	@$(AGAIN) $(filter %_suite_test,$(TESTS))
	@tools/run-tests.sh $(B)/suite-log $(filter %_suite_test,$(TESTS))
	@for suite in ../shared/suites/*/; do \
		name=$$(basename "$$suite"); [ -d "$$suite" ] || continue; \
		grep -q "^suite: $$name: " $(B)/suite-log/*.log || \
			echo "suite: $$name: no test of ours runs it"; \
	done

# Without the quotes that no two shells agree on.
CHECK_FLAGS = $(filter-out -DMEKIKI_DATADIR%,$(CPPFLAGS)) \
	-DMEKIKI_DATADIR=NULL $(PKG_CFLAGS) -std=c17 $(WARN) -DTEST_ROOT="" \
	-DTEST_BUILD=""

## lint: rooms, headers, form, forbidden words, both compilers
lint:
	@tools/install-deps.sh build test lint
	@$(AGAIN) lint-files

lint-files: $(GEN_C)
	@CHECK_FLAGS='$(CHECK_FLAGS)' tools/lint.sh

## fuzz: run each fuzzer for FUZZ_SECONDS (30)
fuzz:
	@tools/install-deps.sh build lint
	@$(AGAIN) $(FUZZERS)
	@tools/run-fuzz.sh $(FUZZ_SECONDS) $(B)/fuzz/corpus $(FUZZERS)

# GMime is what the benchmark measures against.
$(B)/release/bench/%.o: CPPFLAGS += $(subst -I,-isystem ,$(shell \
	pkg-config --cflags gmime-3.0 2>/dev/null))
$(B)/bench/bench: LDLIBS += $(shell pkg-config --libs gmime-3.0 2>/dev/null)
$(B)/bench/bench: $(B)/release/bench/bench.o $(B)/release/src/cmd/source.o \
		$(B)/release/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

## bench: cost of an examination against GMime alone, on the corpus
bench:
	@tools/install-deps.sh build bench
	@$(AGAIN) $(B)/bench/bench all
	@bench/run.sh $(B)

# Weights and the model of wording, from labelled mail.
LEARN_O := $(patsubst %.c,$(B)/release/%.o,$(wildcard tools/learn/*.c))
$(B)/learn/learn: LDLIBS += -llinear
$(B)/learn/learn: $(LEARN_O) $(B)/release/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

CORPUS = ../shared/corpus
## eval: cross-validated figures on CORPUS=DIR, labels by its folders
eval:
	@tools/install-deps.sh build learn
	@$(AGAIN) $(B)/learn/learn $(B)/know/phrases.hs
	@tools/learn.sh eval $(B) $(CORPUS)

## learn: write data/weights.tsv and wording.model anew from CORPUS=DIR
learn:
	@tools/install-deps.sh build learn
	@$(AGAIN) $(B)/learn/learn $(B)/know/phrases.hs
	@tools/learn.sh write $(B) $(CORPUS)

## bench-lookup: look-ups where each answer takes 50 ms, against the ideal
bench-lookup: all
	@tools/install-deps.sh build test
	@python3 -B bench/lookup.py $(B) $(B)/corpus/mail

$(B)/bench/queues: $(B)/release/bench/queues.o \
		$(B)/release/test/world/world.o $(B)/release/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

## bench-queues: the same for bare questions, DELAY ms each (50)
bench-queues:
	@tools/install-deps.sh build test
	@$(AGAIN) $(B)/bench/queues
	@$(B)/bench/queues $(or $(DELAY),50)

## hostile: cost of mails made to cost; CORPUS=1: of ../shared/corpus
hostile: all
	@bench/hostile.sh $(B) $(if $(CORPUS),--corpus)

## independent: 300 mails of the corpus read by Python's email package as well
independent: all
	@tools/install-deps.sh build test
	@python3 -B test/independent.py $(B)/mekiki ../shared/corpus

## corpus: every mail of ../shared/corpus under asan and ubsan
corpus:
	@tools/install-deps.sh build
	@$(AGAIN) $(B)/asan/mekiki $(B)/know/phrases.hs
	@tools/corpus.sh $(B)/asan/mekiki ../shared/corpus $(B)/corpus

## data: fetch the databases of operators and places
data:
	@tools/install-deps.sh data
	@tools/fetch-data.sh

SHARE = $(DESTDIR)$(PREFIX)/share/mekiki
LIB = $(DESTDIR)$(LIBDIR)

## install: program, library, data, manual; DESTDIR, PREFIX (/usr/local)
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE) $(LIB)/pkgconfig
	install -m 755 $(B)/mekiki $(DESTDIR)$(PREFIX)/bin/mekiki
	install -m 644 $(B)/libmekiki.so.0 $(LIB)/libmekiki.so.0
	ln -sf libmekiki.so.0 $(LIB)/libmekiki.so
	install -m 644 $(B)/mekiki.pc $(LIB)/pkgconfig/mekiki.pc
	install -D -m 644 include/mekiki.h \
		$(DESTDIR)$(PREFIX)/include/mekiki.h
	for file in $$(cd data && find . -name '*.tsv' -o -name '*.model'); do \
		install -D -m 644 data/$$file $(SHARE)/$$file || exit 1; \
	done
	for file in $(wildcard $(B)/know/phrases.hs); do \
		install -m 644 $$file $(SHARE)/ || exit 1; \
	done
	install -D -m 644 doc/mekiki.conf \
		$(DESTDIR)$(PREFIX)/share/doc/mekiki/mekiki.conf
	for page in $(wildcard man/*.[13]); do \
		install -D -m 644 $$page \
			$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/} || \
			exit 1; \
	done

## clean: remove what was built
clean:
	rm -rf $(B)

## help: this list
help:
	@echo "make               build $(B)/mekiki"
	@sed -n 's/^## \([a-z-]*\): /make \1\t/p' Makefile | expand -t 19
	@echo "make test/ROOM/MODULE   run one module's test"

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.SECONDARY:
.PHONY: all bench bench-lookup bench-queues demo check tests suites lint lint-files fuzz corpus hostile \
	independent data eval learn install clean help FORCE
