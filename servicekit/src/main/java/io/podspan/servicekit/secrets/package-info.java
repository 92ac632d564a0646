/**
 * No log line holds a secret, whoever writes it: a library may quote a server that quotes what it
 * was sent.
 *
 * <p>Flow: {@link io.podspan.servicekit.secrets.KnownSecrets} learns at the start which settings of
 * the service are secrets, and who knows others (a bean named {@code secrets-of-clusters}); {@link
 * io.podspan.servicekit.secrets.SecretsFilter} cuts all of them out of every record before a
 * handler writes it, also out of its exception and that one's causes.
 *
 * <p>This is the last line of defence. Texts for events and answers are cleaned where they are
 * made.
 */
@NullMarked
package io.podspan.servicekit.secrets;

import org.jspecify.annotations.NullMarked;
