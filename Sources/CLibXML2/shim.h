#pragma once
#include <libxml/xmlversion.h>
/* Debian builds libxml2 with ICU; its <unicode/ucnv.h> clashes with Foundation's own copy of ICU. Only two
   trailing members of xmlCharEncodingHandler go with it, and nobody here allocates one. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxml/xmlschemas.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

/* xmlFree is a global variable, which Swift 6 will not read. */
static inline void gk_xmlFree(void *_Nullable pointer) { xmlFree(pointer); }

/* Another variable. */
static inline const char *_Nonnull gk_xml_version(void) { return xmlParserVersion; }

/* Swift cannot make a variadic function; without this one libxml2 prints stray errors to stderr. */
static void gk_ignore(void *_Nullable context, const char *_Nullable message, ...) {
  (void)context;
  (void)message;
}

static inline void gk_silence(void) {
  xmlSetGenericErrorFunc(NULL, gk_ignore);
  xmlThrDefSetGenericErrorFunc(NULL, gk_ignore);
}
