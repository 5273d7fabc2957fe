/*
 * replay - feeds a fuzzer's kept inputs to it, without libFuzzer.
 *
 * Linked with one x_fuzz.c, it takes the files of fuzz/corpus/ROOM/x as tests,
 * and says of each what cmocka says of one, so that they are counted alike.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input in memory of just its size, so that a byte too far is seen. */
static void
replay(const char *folder, const char *name)
{
	static uint8_t room[INPUT_MAX];
	char path[8192];
	uint8_t *data;
	FILE *file;
	size_t n;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	printf("[ RUN      ] %s\n", name);
	fflush(stdout); /* what follows may end the process */
	file = fopen(path, "rb");
	if (file == NULL)
		abort();
	n = fread(room, 1, sizeof(room), file);
	fclose(file);
	data = malloc(n > 0 ? n : 1);
	if (data == NULL)
		abort();
	memcpy(data, room, n);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	printf("[       OK ] %s\n", name);
}

int
main(int argc, char **argv)
{
	const char *end = argc > 0 ? strstr(argv[0], "/replay/") : NULL;
	char folder[4096];
	struct dirent **entries;
	int count;

	if (end == NULL || chdir(TEST_ROOT) != 0)
		return 1;
	snprintf(
	    folder, sizeof(folder), "fuzz/corpus/%s", end + strlen("/replay/"));
	count = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		if (entries[i]->d_name[0] != '.')
			replay(folder, entries[i]->d_name);
		free(entries[i]);
	}
	if (count < 3) {
		printf("%s: no inputs\n", folder);
		return 1;
	}
	free(entries);
	return 0;
}
