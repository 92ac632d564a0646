package io.podspan.peeringservice.routers.calico;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.podspan.peeringservice.kubernetes.KeySecret;
import org.jspecify.annotations.Nullable;

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

  /**
   * A BGPPeer: the nodes peer with this address.
   *
   * @param selector the nodes, as Calico reads it. While a rollout goes through them, each has a
   *     peer of its own in place of this one. Null in one of an earlier version: it has neither
   *     node nor selector, so it is written and deleted at once for all
   * @param version its resource version when it was read; null if it was not there
   * @param key the Secret with the password of its sessions; null for none, also in one of an
   *     earlier version
   * @param filter the name of its BGPFilter; null if it has none
   */
  record PeerObject(
      String name,
      String interconnect,
      String peerIp,
      long asn,
      @Nullable String selector,
      @Nullable String version,
      @Nullable KeySecret key,
      @Nullable String filter)
      implements CalicoObject {
    /** As earlier versions made it. */
    PeerObject(String name, String interconnect, String peerIp, long asn) {
      this(name, interconnect, peerIp, asn, null, null, null, null);
    }

    /** Whether its nodes get and lose it one after the other. */
    boolean isNodeByNode() {
      return selector != null;
    }

    /** Whether the other one cannot be there beside it: BIRD has one session per address. */
    boolean hinders(PeerObject other) {
      return name.equals(other.name) || address().equals(other.address());
    }

    private String address() {
      return peerIp.startsWith("[")
          ? peerIp.substring(1, peerIp.indexOf(']'))
          : peerIp.replaceFirst("^([0-9.]+):\\d+$", "$1");
    }

    @Override
    public String shown() {
      return "BGPPeer "
          + name
          + ": peerIP "
          + peerIp
          + ", asNumber "
          + asn
          + (selector == null ? "" : ", nodeSelector " + selector)
          + (key == null ? "" : ", password from Secret " + key.namespace() + "/" + key.name())
          + (filter == null ? "" : ", filters " + filter);
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
