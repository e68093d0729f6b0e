/**
 * Proving to a registry who asks: challenges (RFC 9110), Basic, Bearer tokens (distribution-spec token authentication, OAuth2
 * refresh tokens), and the program's own credentials: the Docker configuration file with its helpers, and the operator's files.
 *
 * <p>A credential is sent to the host that it is for, and to a token realm only when that host's challenge names it over TLS.
 * Tokens are remembered by realm, service, scope and credential. Nothing here is ever printed.
 */
@NullMarked
package dev.plinth.registry.auth;

import org.jspecify.annotations.NullMarked;
