#pragma once
#include <zlib.h>

/* inflateInit is a macro, which Swift does not see. */
static inline int gk_inflateInit(z_stream *_Nonnull stream) { return inflateInit(stream); }
