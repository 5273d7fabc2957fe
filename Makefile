# mekiki: make, make demo, make check; all targets: make help
#
# One pass, no configure: pkg-config finds the libraries, the sources are all
# files of src/, the tests all files src/*/*_test.c.

VERSION = 0.1.0
CC = gcc
PREFIX = /usr/local
B = build
# make V=1 shows the commands
Q = $(if $(V),,@)
SAY = @printf '  %-5s %s\n'

PACKAGES = gmime-3.0 icu-uc icu-i18n libpsl libhs libpcre2-8 libmaxminddb \
	libcrypto
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null | \
	sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

WARN = -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes \
	-Wstrict-prototypes -Wvla -Wwrite-strings -Wcast-qual -Wformat=2 -Werror
HARDEN = -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
CPPFLAGS = -Isrc -I. -D_POSIX_C_SOURCE=200809L -DMEKIKI_VERSION='"$(VERSION)"' \
	-DMEKIKI_DATADIR='"$(PREFIX)/share/mekiki"'
CFLAGS = -std=c17 -O2 -g $(WARN)
LDLIBS = $(PKG_LIBS) -lmagic -lm
LDFLAGS = -pie -Wl,-z,relro,-z,now
SAN = -fsanitize=address,undefined -fno-sanitize-recover=all -DARENA_SINGLE

ALL_C := $(sort $(wildcard src/*/*.c))
LIB_C := $(filter-out %_test.c %_fuzz.c src/cmd/main.c,$(ALL_C))
GEN_C := $(B)/gen/html_entities.c
TEST_C := $(filter %_test.c,$(ALL_C))
LIB_O := $(LIB_C:%.c=$(B)/release/%.o) $(GEN_C:%.c=$(B)/release/%.o)
SAN_O := $(LIB_C:%.c=$(B)/asan/%.o) $(GEN_C:%.c=$(B)/asan/%.o)
TESTS := $(TEST_C:src/%.c=$(B)/asan/test/%)

all: $(B)/mekiki $(B)/know/phrases.hs

$(B)/mekiki: $(B)/release/src/cmd/main.o $(B)/release/libmekiki.a
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(B)/release/libmekiki.a: $(LIB_O)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/asan/libmekiki.a: $(SAN_O)
	$(Q)rm -f $@ && ar rcs $@ $^

$(B)/asan/mekiki: $(B)/asan/src/cmd/main.o $(B)/asan/libmekiki.a
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SAN) $^ $(LDLIBS) -o $@

$(B)/asan/test/%: $(B)/asan/src/%.o $(B)/asan/test/test.o $(B)/asan/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SAN) $^ $(LDLIBS) -lcmocka -ljansson -o $@

$(B)/release/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(HARDEN) -MMD -MP -c $< -o $@

$(B)/asan/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) ASAN $<
	$(Q)$(CC) $(CPPFLAGS) $(PKG_CFLAGS) $(CFLAGS) $(SAN) -O1 \
		-DTEST_ROOT='"$(CURDIR)"' -DTEST_BUILD='"$(abspath $(B))"' -MMD -MP -c $< -o $@

$(B)/gen/html_entities.c: data/entities.tsv tools/entities.awk
	@mkdir -p $(@D)
	$(SAY) GEN $@
	$(Q)awk -f tools/entities.awk $< >$@.new && mv $@.new $@

# The phrases as vectorscan wants them; compiling takes longer than a report.
$(B)/tools/%: $(B)/release/tools/%.o $(B)/release/libmekiki.a
	@mkdir -p $(@D)
	$(SAY) LINK $@
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(B)/know/phrases.hs: $(B)/tools/compile_phrases $(wildcard data/phrases/*.tsv)
	@mkdir -p $(@D)
	$(SAY) DATA $@
	$(Q)$< data/phrases $@

# One module's test: make test/read/received
test/%: $(B)/asan/test/%_test
	$<

test/know/phrases: $(B)/know/phrases.hs

-include $(shell find $(B) -name '*.d' 2>/dev/null)
.SECONDARY:
.PHONY: all
