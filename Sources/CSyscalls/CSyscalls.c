#define _GNU_SOURCE
#include "CSyscalls.h"
#include <fcntl.h>
#include <link.h>
#include <linux/openat2.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

int gk_exchange(const char *left, const char *right) {
  return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
}

int gk_rename_new(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int gk_open_below(int folder, const char *path, int flags) {
  struct open_how how = {
      .flags = flags,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  return syscall(SYS_openat2, folder, path, &how, sizeof how);
}

ssize_t gk_random(void *bytes, size_t count) { return getrandom(bytes, count, 0); }

int gk_syncfs(int descriptor) { return syncfs(descriptor); }

struct gk_taker {
  void (*take)(const char *path, void *context);
  void *context;
};

static int gk_tell_library(struct dl_phdr_info *library, size_t size, void *taker) {
  const struct gk_taker *to = taker;
  /* The program itself has no name. */
  if (library->dlpi_name && library->dlpi_name[0] == '/') to->take(library->dlpi_name, to->context);
  return 0;
}

void gk_each_library(void (*take)(const char *path, void *context), void *context) {
  struct gk_taker taker = {take, context};
  dl_iterate_phdr(gk_tell_library, &taker);
}

/* A heap of another thread than the first grows by a system call a page; one that was large once stays so, and takes
   memory only where it is written to. The next thread takes over the heap that this one leaves. A heap has 64 MB; the
   one after it is made large, too, and a few bytes are kept in it, since one that holds nothing is given back. */
static void *gk_kept;

static void *grow(void *longest) {
  enum { HEAP = 64 << 20, COUNT = 45 };
  void *pieces[COUNT];
  int second = 0;
  for (int at = 0; at < COUNT; at++) {
    pieces[at] = malloc((size_t)longest - 4096);
    if (!second && ((uintptr_t)pieces[at] ^ (uintptr_t)pieces[0]) >= HEAP) second = at;
  }
  for (int at = 0; at < COUNT; at++) {
    if (at != second || !at) free(pieces[at]);
  }
  if (second) gk_kept = realloc(pieces[second], 64);
  return 0;
}

void gk_limit_heaps(int heaps, int longest) {
  mallopt(M_ARENA_MAX, heaps);
  mallopt(M_MMAP_THRESHOLD, longest);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  mallopt(M_TOP_PAD, 4 << 20);
  pthread_t thread;
  if (!pthread_create(&thread, 0, grow, (void *)(size_t)longest)) pthread_join(thread, 0);
}

void gk_trim_heaps(void) { malloc_trim(0); }
