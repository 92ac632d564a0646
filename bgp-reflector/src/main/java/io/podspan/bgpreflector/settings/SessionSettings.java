package io.podspan.bgpreflector.settings;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import java.util.Optional;
import java.util.Set;

/**
 * Settings that a peer and a range of peers share.
 *
 * @param client whether routes are reflected for it (RFC 4456); means nothing for another AS
 * @param formerKey that the peer may have in place of the key, while keys are changed
 * @param ttlSecurityHops how many hops away it may be (RFC 5082), 0 for any number
 * @param attributes which attributes are taken from it
 * @param group the group that its routes belong to, empty for none
 * @param visibleGroups the groups whose routes it gets; it gets all routes where absent
 * @param meshed whether the peers of its group tell each other their routes: then it gets none of
 *     them from the reflector
 */
public record SessionSettings(
    long asn,
    boolean client,
    Optional<Key> key,
    Optional<Key> formerKey,
    int ttlSecurityHops,
    Set<AddressFamily> families,
    RouteFilter filter,
    PrefixLimitSettings prefixLimit,
    AttributeRules attributes,
    String group,
    Optional<Set<String>> visibleGroups,
    boolean meshed) {
  public SessionSettings {
    families = Set.copyOf(families);
    visibleGroups = visibleGroups.map(Set::copyOf);
  }

  /**
   * The same with this key.
   *
   * @param former that peers may have still
   */
  public SessionSettings with(Key other, Optional<Key> former) {
    return new SessionSettings(
        asn,
        client,
        Optional.of(other),
        former,
        ttlSecurityHops,
        families,
        filter,
        prefixLimit,
        attributes,
        group,
        visibleGroups,
        meshed);
  }

  /** A session without a group, which gets all routes. */
  public SessionSettings(
      long asn,
      boolean client,
      Optional<Key> key,
      int ttlSecurityHops,
      Set<AddressFamily> families,
      RouteFilter filter,
      PrefixLimitSettings prefixLimit,
      AttributeRules attributes) {
    this(
        asn,
        client,
        key,
        Optional.empty(),
        ttlSecurityHops,
        families,
        filter,
        prefixLimit,
        attributes,
        "",
        Optional.empty(),
        false);
  }
}
