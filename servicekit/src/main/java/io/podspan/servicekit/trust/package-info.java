/**
 * Whose intent counts.
 *
 * <p>Out: peering-service has a private key ({@link io.podspan.servicekit.trust.IntentSigner}) and
 * signs each record of the intent topic when it is sent. In: every reader has a folder of public
 * keys ({@link io.podspan.servicekit.trust.TrustedKeyFolder}); a record that none of them signed is
 * a dead letter, is counted, and is an alarm in the readiness ({@link
 * io.podspan.servicekit.trust.IntentTrust}). Without a folder nothing is asked for.
 *
 * <p>The folder is read again while the service runs: a key is added or removed without a restart.
 */
@NullMarked
package io.podspan.servicekit.trust;

import org.jspecify.annotations.NullMarked;
