#pragma once
#include <zlib.h>

/* inflateInit2 is a macro, which Swift does not see. 32 is added for streams of zlib and of gzip alike. */
static inline int gk_inflateInit(z_stream *_Nonnull stream) { return inflateInit2(stream, MAX_WBITS + 32); }
