package io.podspan.bgpreflector.speaker.report;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.FaultReason;
import java.util.List;
import java.util.Set;

/**
 * UPDATEs of a peer that had errors.
 *
 * @param withdrawn whether routes were treated as withdrawn (RFC 7606, section 2); if not, only
 *     attributes were dropped
 * @param detail what was wrong with the last of them, for people
 * @param reasons the kinds of errors of all of them
 * @param prefixes the first ones of the last message
 * @param more how many other prefixes the last message had
 * @param messages how many messages since the last report about the peer, at least 1
 * @param hex the last message, in part when it is long
 */
public record UpdateReport(
    boolean withdrawn,
    String detail,
    Set<FaultReason> reasons,
    List<Prefix> prefixes,
    int more,
    long messages,
    String hex) {
  public UpdateReport {
    reasons = Set.copyOf(reasons);
    prefixes = List.copyOf(prefixes);
  }
}
