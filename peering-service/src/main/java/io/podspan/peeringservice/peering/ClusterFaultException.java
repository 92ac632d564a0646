package io.podspan.peeringservice.peering;

/** Carries a {@link ClusterFault} from the call that met it to who can say what it means. */
public final class ClusterFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ClusterFault fault;

  public ClusterFaultException(ClusterFault fault) {
    super(fault.detail());
    this.fault = fault;
  }

  public ClusterFault fault() {
    return fault;
  }
}
