#pragma once
#include <sys/types.h>
/* System calls of Linux that Swift's Glibc module does not show, because they are GNU extensions. */

/* Exchanges two names in one step (renameat2 with RENAME_EXCHANGE). 0, or -1 with errno. */
int gk_exchange(const char *_Nonnull left, const char *_Nonnull right);

/* Renames only onto a name that does not exist (RENAME_NOREPLACE). 0, or -1 with errno. */
int gk_rename_new(const char *_Nonnull from, const char *_Nonnull to);

/* Opens a path below a folder and follows no link on the way (openat2 with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS).
   A descriptor, or -1 with errno; ENOSYS or EPERM where the system does not know it. */
int gk_open_below(int folder, const char *_Nonnull path, int flags);

/* Flushes the file system that a descriptor lies on (syncfs). 0, or -1 with errno. */
int gk_syncfs(int descriptor);

/* Fills bytes with the system's random ones (getrandom). How many it filled, or -1 with errno. */
ssize_t gk_random(void *_Nonnull bytes, size_t count);

/* Tells the path of each shared library that is loaded. */
void gk_each_library(void (*_Nonnull take)(const char *_Nonnull path, void *_Nullable context), void *_Nullable context);

/* Keeps memory in so many heaps at most, and gives pieces of a number of bytes and more back at once (mallopt). */
void gk_limit_heaps(int heaps, int longest);

/* Gives the system back what the heaps hold and do not use (malloc_trim). */
void gk_trim_heaps(void);
