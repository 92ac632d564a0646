package io.podspan.bgpreflector.speaker.config;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.Set;

/**
 * Everything about a peer except its address.
 *
 * @param asn its AS
 * @param peerGroup the name of the group that it belongs to
 * @param client whether routes are reflected for it (RFC 4456); means nothing for a peer of another
 *     AS
 * @param policy what is taken from it
 * @param seesAllGroups whether it gets the routes of all groups, whatever {@code visibleGroups}
 *     says
 * @param visibleGroups the groups whose routes it gets
 * @param meshed whether the peers of its group tell each other their routes: then it gets none of
 *     them from us
 * @param families offered to it
 * @param dial whether we connect to it as well; never to a member of a range
 * @param dialPort the port that it listens on then
 * @param protection of its connections
 * @param attributes which attributes are taken from it
 */
public record PeerTemplate(
    long asn,
    String peerGroup,
    boolean client,
    ImportPolicy policy,
    boolean seesAllGroups,
    Set<String> visibleGroups,
    boolean meshed,
    Set<AddressFamily> families,
    boolean dial,
    int dialPort,
    Protection protection,
    AttributeRules attributes) {
  public PeerTemplate {
    visibleGroups = Set.copyOf(visibleGroups);
    families = Set.copyOf(families);
  }

  /** For a peer whose group has no mesh, with {@link AttributeRules#PASS}. */
  public PeerTemplate(
      long asn,
      String peerGroup,
      boolean client,
      ImportPolicy policy,
      boolean seesAllGroups,
      Set<String> visibleGroups,
      Set<AddressFamily> families,
      boolean dial,
      int dialPort,
      Protection protection) {
    this(
        asn,
        peerGroup,
        client,
        policy,
        seesAllGroups,
        visibleGroups,
        false,
        families,
        dial,
        dialPort,
        protection,
        AttributeRules.PASS);
  }

  /** The same for a group that has a mesh, or has none. */
  public PeerTemplate inMesh(boolean isMeshed) {
    return new PeerTemplate(
        asn,
        peerGroup,
        client,
        policy,
        seesAllGroups,
        visibleGroups,
        isMeshed,
        families,
        dial,
        dialPort,
        protection,
        attributes);
  }

  public RouteSource.Kind kind(long localAsn) {
    if (asn != localAsn) {
      return RouteSource.Kind.EXTERNAL;
    }
    return client ? RouteSource.Kind.CLIENT : RouteSource.Kind.NON_CLIENT;
  }

  public PeerTemplate passive() {
    return new PeerTemplate(
        asn,
        peerGroup,
        client,
        policy,
        seesAllGroups,
        visibleGroups,
        meshed,
        families,
        false,
        dialPort,
        protection,
        attributes);
  }

  public PeerTemplate dialling(int port) {
    return new PeerTemplate(
        asn,
        peerGroup,
        client,
        policy,
        seesAllGroups,
        visibleGroups,
        meshed,
        families,
        true,
        port,
        protection,
        attributes);
  }

  public PeerTemplate protectedBy(Protection other) {
    return new PeerTemplate(
        asn,
        peerGroup,
        client,
        policy,
        seesAllGroups,
        visibleGroups,
        meshed,
        families,
        dial,
        dialPort,
        other,
        attributes);
  }

  /** Whether a session under this one can go on under the other. */
  public boolean keepsSession(PeerTemplate other) {
    return asn == other.asn
        && client == other.client
        && peerGroup.equals(other.peerGroup)
        && families.equals(other.families)
        && protection.ttlSecurityHops() == other.protection.ttlSecurityHops()
        && protection.password().isPresent() == other.protection.password().isPresent();
  }
}
