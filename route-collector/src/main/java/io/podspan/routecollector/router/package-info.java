/**
 * What a kind of router has to provide: {@link io.podspan.routecollector.router.RouterKind}.
 *
 * <p>A kind is a pair of {@link io.podspan.routecollector.router.Question}s: a command to run in
 * the router's pod, and a reader of its output. The readers are pure. The output is untrusted text:
 * a reader leaves out what it cannot read, or throws {@link
 * io.podspan.routecollector.router.OutputFault}, and does nothing worse.
 */
@NullMarked
package io.podspan.routecollector.router;

import org.jspecify.annotations.NullMarked;
