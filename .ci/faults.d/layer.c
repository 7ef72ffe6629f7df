/* A file layer between a program and libc, loaded with LD_PRELOAD: every call that changes a file below FAULT_ROOT is
 * numbered over all threads, and one of them (or all from one on) fails, is cut short, or kills the process.
 *
 *   FAULT_ROOT   folder whose files are meant; nothing else is touched
 *   FAULT_AT     number of the call (from 1); 0 or absent: none
 *   FAULT_MODE   kill      SIGKILL in the place of the call
 *                torn      half of a write, then SIGKILL (other calls: SIGKILL after the call)
 *                <number>  the call fails with this errno
 *                short     half of a write is written, and half is said to be
 *                full      half of a write, then every call that needs space fails with ENOSPC for good
 *   FAULT_EVER   1: not once but from FAULT_AT on
 *   FAULT_LOG    file that gets a record of every call with its data (layout: recording.py)
 *   FAULT_COUNT  file that gets the number of calls at the end
 *   FAULT_CLOCK  seconds that the wall clock is set off by
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)
#define LIMIT 65536

enum Kind { FAIL, KILL, TORN, SHORT, FULL };
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static char root[PATH_MAX];
static size_t root_length;
static long at, calls;
static int kind = FAIL, number, for_ever, log_file = -1, is_full;
static long clock_offset;
static unsigned char inside[LIMIT];

static ssize_t plain_write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  return real(fd, bytes, count);
}

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("FAULT_ROOT");
  if (text && realpath(text, root)) root_length = strlen(root);
  at = (text = getenv("FAULT_AT")) ? atol(text) : 0;
  for_ever = (text = getenv("FAULT_EVER")) && *text == '1';
  clock_offset = (text = getenv("FAULT_CLOCK")) ? atol(text) : 0;
  if ((text = getenv("FAULT_MODE"))) {
    if (!strcmp(text, "kill")) kind = KILL;
    else if (!strcmp(text, "torn")) kind = TORN;
    else if (!strcmp(text, "short")) kind = SHORT;
    else if (!strcmp(text, "full")) kind = FULL;
    else number = atoi(text);
  }
  if ((text = getenv("FAULT_LOG"))) {
    REAL(int, open, const char *, int, ...);
    int made = real(text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    log_file = fcntl(made, F_DUPFD_CLOEXEC, 900);
    close(made);
  }
}

__attribute__((destructor)) static void end(void) {
  const char *text = getenv("FAULT_COUNT");
  if (!text || !root_length) return;
  REAL(int, open, const char *, int, ...);
  char line[32];
  int file = real(text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  plain_write(file, line, (size_t)snprintf(line, sizeof line, "%ld\n", calls));
  close(file);
}

/* The absolute path that a name has, its last part not followed. */
static int place(int folder, const char *path, char *out) {
  char above[PATH_MAX], part[PATH_MAX];
  if (!path || strlen(path) >= PATH_MAX - 300) return 0;
  if (path[0] != '/' && folder != AT_FDCWD) {
    snprintf(part, sizeof part, "/proc/self/fd/%d", folder);
    ssize_t got = readlink(part, above, sizeof above - 1);
    if (got <= 0) return 0;
    above[got] = 0;
    return snprintf(out, PATH_MAX, "%s/%s", above, path) < PATH_MAX;
  }
  strcpy(part, path);
  size_t length = strlen(part);
  while (length > 1 && part[length - 1] == '/') part[--length] = 0;
  char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part;
  if (slash == part) strcpy(above, "/");
  else {
    if (slash) *slash = 0;
    if (!realpath(slash ? part : ".", above)) return 0;
  }
  return snprintf(out, PATH_MAX, "%s/%s", above, name) < PATH_MAX;
}

static int is_below(const char *path) {
  return root_length && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int is_ours(int fd) { return fd >= 0 && fd < LIMIT && inside[fd]; }

static void note(char op, int fd, uint64_t offset, const void *one, uint32_t first, const void *two, uint32_t second) {
  if (log_file < 0) return;
  int kept = errno;
  struct __attribute__((packed)) { char op; int32_t fd; uint64_t offset; uint32_t first, second; } head =
    {op, fd, offset, first, second};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)one, first}, {(void *)two, second}};
  REAL(ssize_t, writev, int, const struct iovec *, int);
  real(log_file, parts, 3);
  errno = kept;
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Numbers a call. 0: do it; 1: fail with errno set; 2: do half of it (a write). */
static int turn(int needs_space, int is_write) {
  long mine = ++calls;
  int hit = at > 0 && (for_ever ? mine >= at : mine == at);
  if (is_full && needs_space) { errno = ENOSPC; return 1; }
  if (!hit) return 0;
  switch (kind) {
    case KILL: die(); return 1;
    case TORN: return is_write ? 2 : 3;
    case SHORT: return is_write ? 2 : 0;
    case FULL:
      is_full = 1;
      if (is_write) return 2;
      if (!needs_space) return 0;
      errno = ENOSPC;
      return 1;
    default: errno = number; return 1;
  }
}

#define ENTER pthread_mutex_lock(&lock)
#define LEAVE pthread_mutex_unlock(&lock)

static void settle(int what) { if (what == 3 || (what == 2 && kind == TORN)) die(); }

static int opened(int (*real)(int, const char *, int, ...), int folder, const char *path, int flags, mode_t mode) {
  char full[PATH_MAX];
  ENTER;
  int ours = place(folder, path, full) && is_below(full), what = 0, made = 0;
  if (ours && flags & O_CREAT) {
    struct stat status;
    made = lstat(full, &status) != 0;
    if (made || flags & O_TRUNC) what = turn(1, 0);
  }
  int fd = what == 1 ? -1 : real(folder, path, flags, mode);
  if (fd >= 0 && fd < LIMIT) {
    inside[fd] = ours;
    if (ours) note(made ? 'c' : (flags & O_TRUNC) ? 't' : 'o', fd, 0, full, (uint32_t)strlen(full), 0, 0);
  }
  settle(what);
  LEAVE;
  return fd;
}

#define MODE_OF(flags) \
  mode_t mode = 0; va_list more; va_start(more, flags); \
  if (flags & (O_CREAT | O_TMPFILE)) mode = va_arg(more, mode_t); \
  va_end(more)
#define OPENING(name) int name(const char *path, int flags, ...) { \
  MODE_OF(flags); REAL(int, openat, int, const char *, int, ...); return opened(real, AT_FDCWD, path, flags, mode); }
#define OPENING_AT(name) int name(int folder, const char *path, int flags, ...) { \
  MODE_OF(flags); REAL(int, openat, int, const char *, int, ...); return opened(real, folder, path, flags, mode); }
OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) {
  REAL(int, close, int);
  ENTER;
  if (is_ours(fd)) { inside[fd] = 0; note('x', fd, 0, 0, 0, 0, 0); }
  int result = real(fd);
  LEAVE;
  return result;
}

static ssize_t wrote(int fd, const void *bytes, size_t count, off_t offset, int is_placed) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off_t);
  if (!is_ours(fd)) {
    if (is_placed) return real(fd, bytes, count, offset);
    ssize_t done = plain_write(fd, bytes, count);
    if (fd == 1 && done > 0 && log_file >= 0) { ENTER; note('a', fd, 0, bytes, (uint32_t)done, 0, 0); LEAVE; }
    return done;
  }
  ENTER;
  int what = turn(1, 1);
  ssize_t done = -1;
  if (what != 1) {
    if (what == 2 && count > 1) count /= 2;
    if (!is_placed) offset = lseek(fd, 0, SEEK_CUR);
    done = is_placed ? real(fd, bytes, count, offset) : plain_write(fd, bytes, count);
    if (done > 0) note('w', fd, (uint64_t)offset, bytes, (uint32_t)done, 0, 0);
  }
  settle(what);
  LEAVE;
  return done;
}

ssize_t write(int fd, const void *bytes, size_t count) { return wrote(fd, bytes, count, 0, 0); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return wrote(fd, bytes, count, offset, 1); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) { return wrote(fd, bytes, count, offset, 1); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  if (!is_ours(fd)) return real(fd, parts, count);
  ssize_t sum = 0;
  for (int i = 0; i < count; i++) {
    ssize_t done = wrote(fd, parts[i].iov_base, parts[i].iov_len, 0, 0);
    if (done < 0) return sum ? sum : done;
    sum += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return sum;
}

/* Calls on an open file. */
#define ON_FILE(name, letter, space, given, argument, extra) int name(int fd given) { \
  REAL(int, name, int given); \
  if (!is_ours(fd)) return real(fd argument); \
  ENTER; \
  int what = turn(space, 0), result = what == 1 ? -1 : real(fd argument); \
  if (result == 0) note(letter, fd, (uint64_t)(extra), 0, 0, 0, 0); \
  settle(what); \
  LEAVE; \
  return result; }
#define COMMA ,
ON_FILE(fsync, 's', 0, , , 0)
ON_FILE(fdatasync, 's', 0, , , 0)
ON_FILE(syncfs, 'S', 0, , , 0)
ON_FILE(ftruncate, 'l', 0, COMMA off_t size, COMMA size, size)
ON_FILE(ftruncate64, 'l', 0, COMMA off_t size, COMMA size, size)

/* Calls on one name. */
#define ON_NAME(name, letter, space, before, folder, given, argument) int name(before const char *path given) { \
  REAL(int, name, before const char * given); \
  char full[PATH_MAX]; \
  ENTER; \
  int ours = place(folder, path, full) && is_below(full), what = ours ? turn(space, 0) : 0; \
  int result = what == 1 ? -1 : real(argument); \
  if (ours && result == 0) note(letter, -1, 0, full, (uint32_t)strlen(full), 0, 0); \
  settle(what); \
  LEAVE; \
  return result; }
ON_NAME(unlink, 'u', 0, , AT_FDCWD, , path)
ON_NAME(rmdir, 'u', 0, , AT_FDCWD, , path)
ON_NAME(unlinkat, 'u', 0, int at_folder COMMA, at_folder, COMMA int flags, at_folder COMMA path COMMA flags)
ON_NAME(mkdir, 'm', 1, , AT_FDCWD, COMMA mode_t mode, path COMMA mode)
ON_NAME(mkdirat, 'm', 1, int at_folder COMMA, at_folder, COMMA mode_t mode, at_folder COMMA path COMMA mode)

/* Calls on two names. */
#define ON_NAMES(name, letter, given, left, from, right, to, argument, flag) int name given { \
  REAL(int, name, given_##name); \
  char one[PATH_MAX], two[PATH_MAX]; \
  ENTER; \
  int ours = place(left, from, one) && place(right, to, two) && is_below(one) && is_below(two); \
  int what = ours ? turn(1, 0) : 0, result = what == 1 ? -1 : real argument; \
  if (ours && result == 0) note(letter, -1, (uint64_t)(flag), one, (uint32_t)strlen(one), two, (uint32_t)strlen(two)); \
  settle(what); \
  LEAVE; \
  return result; }
#define given_rename const char *, const char *
#define given_renameat int, const char *, int, const char *
#define given_renameat2 int, const char *, int, const char *, unsigned
#define given_link const char *, const char *
ON_NAMES(rename, 'r', (const char *a, const char *b), AT_FDCWD, a, AT_FDCWD, b, (a, b), 0)
ON_NAMES(renameat, 'r', (int f, const char *a, int t, const char *b), f, a, t, b, (f, a, t, b), 0)
ON_NAMES(renameat2, 'r', (int f, const char *a, int t, const char *b, unsigned flags), f, a, t, b,
         (f, a, t, b, flags), flags)
ON_NAMES(link, 'h', (const char *a, const char *b), AT_FDCWD, a, AT_FDCWD, b, (a, b), 0)

/* The wall clock. */
int clock_gettime(clockid_t which, struct timespec *out) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real(which, out);
  if (result == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) out->tv_sec += clock_offset;
  return result;
}
int gettimeofday(struct timeval *restrict out, void *restrict zone) {
  REAL(int, gettimeofday, struct timeval *, void *);
  int result = real(out, zone);
  if (result == 0) out->tv_sec += clock_offset;
  return result;
}
time_t time(time_t *out) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}
