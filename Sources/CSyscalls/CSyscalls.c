#define _GNU_SOURCE
#include "CSyscalls.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int gk_exchange(const char *left, const char *right) {
  return renameat2(AT_FDCWD, left, AT_FDCWD, right, RENAME_EXCHANGE);
}

int gk_rename_new(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int gk_syncfs(int descriptor) { return syncfs(descriptor); }
