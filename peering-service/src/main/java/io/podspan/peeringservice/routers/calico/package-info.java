/**
 * Calico: BIRD in a DaemonSet that follows BGPPeer and IPPool objects while it runs.
 *
 * <p>Flow: {@link io.podspan.peeringservice.routers.calico.CalicoDriver} reads the objects ({@code
 * ObjectReading}), which plan an {@code ObjectChange}: a BGPPeer per reflector, and a disabled
 * IPPool per pod CIDR of another cluster, which keeps Calico from masquerading traffic to it. No
 * pod restarts.
 *
 * <p>Invariant: an object without our label is never changed or deleted.
 */
@NullMarked
package io.podspan.peeringservice.routers.calico;

import org.jspecify.annotations.NullMarked;
