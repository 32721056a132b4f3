/* SPDX-License-Identifier: MIT */
/* The host's igraph globals, put aside and put back. Only one thread may be in here: igraph itself allows no more. */
#include "igraph/igraph_i.h"

#include <stdio.h>

static void keep_quiet(const char *reason, const char *file, int line) {
  (void)reason;
  (void)file;
  (void)line;
}

void styr_g_scope_open(styr_g_scope *scope) {
  scope->error = igraph_set_error_handler(igraph_error_handler_ignore);
  scope->warning = igraph_set_warning_handler(keep_quiet);
  scope->attributes = igraph_set_attribute_table(NULL);
  IGRAPH_FINALLY_ENTER();
}

void styr_g_scope_close(styr_g_scope *scope) {
  IGRAPH_FINALLY_EXIT();
  igraph_set_attribute_table(scope->attributes);
  igraph_set_warning_handler(scope->warning);
  igraph_set_error_handler(scope->error);
}

/* The generators change places where the default one lies: igraph_rng_set_default() copies in some versions and keeps a pointer
 * in others, so that neither the pointer nor the contents alone could be put back. */
igraph_error_t styr_g_chance_open(styr_g_chance *chance) {
  igraph_error_t code = igraph_rng_init(&chance->ours, &igraph_rngtype_mt19937);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_rng_seed(&chance->ours, 1);
  if (code != IGRAPH_SUCCESS) {
    igraph_rng_destroy(&chance->ours);
    return code;
  }
  chance->hosts = *igraph_rng_default();
  *igraph_rng_default() = chance->ours;
  return IGRAPH_SUCCESS;
}

void styr_g_chance_close(styr_g_chance *chance) {
  *igraph_rng_default() = chance->hosts;
  igraph_rng_destroy(&chance->ours);
}

styr_status styr_g_igraph_status(igraph_error_t code, const char *what, styr_error *error) {
  if (code == IGRAPH_SUCCESS) return STYR_OK;
  const styr_status status = code == IGRAPH_ENOMEM ? STYR_ERR_NOMEM : STYR_ERR_BACKEND;
  if (error && error->status == STYR_OK) {
    error->status = status;
    snprintf(error->message, sizeof error->message, "igraph could not %s: %s", what, igraph_strerror(code));
  }
  return status;
}

styr_status styr_g_argument(styr_error *error, const char *message) {
  if (error && error->status == STYR_OK) {
    error->status = STYR_ERR_ARG;
    snprintf(error->message, sizeof error->message, "%s", message);
  }
  return STYR_ERR_ARG;
}
