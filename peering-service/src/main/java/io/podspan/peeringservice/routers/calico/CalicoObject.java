package io.podspan.peeringservice.routers.calico;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A Calico object of ours. The cases and their components are part of a stored document: add to
 * them, do not rename them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CalicoObject.PeerObject.class, name = "PeerObject"),
  @JsonSubTypes.Type(value = CalicoObject.PoolObject.class, name = "PoolObject")
})
sealed interface CalicoObject {
  String name();

  /** The interconnect in its label. */
  String interconnect();

  /** One line for people. */
  String shown();

  /** A BGPPeer: all nodes peer with this address. */
  record PeerObject(String name, String interconnect, String peerIp, long asn)
      implements CalicoObject {
    @Override
    public String shown() {
      return "BGPPeer " + name + ": peerIP " + peerIp + ", asNumber " + asn;
    }
  }

  /**
   * An IPPool that tells Calico that these addresses are pods of another cluster. Traffic to them
   * keeps its source address (natOutgoing false). No pod here gets such an address (disabled), and
   * Calico does not announce the prefix (disableBGPExport).
   */
  record PoolObject(String name, String interconnect, String cidr) implements CalicoObject {
    @Override
    public String shown() {
      return "IPPool "
          + name
          + ": cidr "
          + cidr
          + ", disabled, natOutgoing false, disableBGPExport true";
    }
  }
}
