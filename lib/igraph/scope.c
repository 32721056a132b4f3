/* SPDX-License-Identifier: MIT */
/* Saves and restores the host's igraph globals. Only one thread may be in this code: igraph itself allows no more. */
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

/* Swaps the generators themselves with the default one: igraph_rng_set_default() copies in some versions and keeps a pointer in
 * others, so saving only the pointer or only the contents would not restore it. */
igraph_error_t styr_g_rng_open(styr_g_rng *rng) {
  igraph_error_t code = igraph_rng_init(&rng->ours, &igraph_rngtype_mt19937);
  if (code != IGRAPH_SUCCESS) return code;
  code = igraph_rng_seed(&rng->ours, 1);
  if (code != IGRAPH_SUCCESS) {
    igraph_rng_destroy(&rng->ours);
    return code;
  }
  rng->hosts = *igraph_rng_default();
  *igraph_rng_default() = rng->ours;
  return IGRAPH_SUCCESS;
}

void styr_g_rng_close(styr_g_rng *rng) {
  *igraph_rng_default() = rng->hosts;
  igraph_rng_destroy(&rng->ours);
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

bool styr_g_begin(styr_error *error, bool given) {
  styr_error_clear(error);
  if (!given) styr_g_argument(error, "an argument that must be given is NULL");
  return given;
}

styr_status styr_g_argument(styr_error *error, const char *message) {
  if (error && error->status == STYR_OK) {
    error->status = STYR_ERR_ARG;
    snprintf(error->message, sizeof error->message, "%s", message);
  }
  return STYR_ERR_ARG;
}
