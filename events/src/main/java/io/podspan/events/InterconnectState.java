package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The intent that these clusters reach each other's pods through these reflectors.
 *
 * @param name unique among the interconnects
 * @param revision grows with each change, from 1; {@link SessionEvent.ReflectorConfigured} names
 *     the one that is in force
 * @param clusters names of its clusters, two or more; those that are on their way out are among
 *     them as long as their routers may have sessions
 * @param reflectors the reflectors that every node of them peers with; those that are given up are
 *     among them as long as routers may have sessions with them
 * @param podSourceAddress {@link #PRESERVE} when the nodes are kept from masquerading what goes to
 *     pods of the other clusters; null when nothing was asked for
 * @param leaving those of the clusters that are on their way out: nobody is to reach their pods by
 *     this interconnect any more; null when there are none
 * @param onDrift {@link #HEAL} when rollouts write again what somebody else changed; null when that
 *     is told only
 * @param serviceAddresses {@link #ANNOUNCE} when the clusters' routers announce the addresses of
 *     services, and reflectors take them; null when they do not
 */
public record InterconnectState(
    String name,
    long revision,
    List<String> clusters,
    List<ReflectorState> reflectors,
    @Nullable String podSourceAddress,
    @Nullable List<String> leaving,
    @Nullable String onDrift,
    @Nullable String serviceAddresses) {
  /** What a list may take, in bytes: some thousand names. */
  private static final int MOST_BYTES = 200 << 10;

  /** More than anybody runs. */
  private static final int MOST_REFLECTORS = 100;

  /** Pods of the other clusters are to see the address of the pod that sends. */
  public static final String PRESERVE = "preserve";

  /** What somebody else changes of what was rolled out is written again. */
  public static final String HEAL = "heal";

  /** The clusters are to have routes to each other's services. */
  public static final String ANNOUNCE = "announce";

  public InterconnectState {
    Require.optionalText(onDrift, "interconnect.onDrift");
    Require.optionalText(podSourceAddress, "interconnect.podSourceAddress");
    Require.optionalText(serviceAddresses, "interconnect.serviceAddresses");
    Require.text(name, "interconnect.name");
    clusters = Require.allNames(MOST_BYTES, clusters, "interconnect.clusters");
    reflectors = Require.atMost(MOST_REFLECTORS, reflectors, "interconnect.reflectors");
    if (leaving != null) {
      leaving = Require.allNames(MOST_BYTES, leaving, "interconnect.leaving");
    }
  }

  /** What drifts is told only, and services are not asked for. */
  public InterconnectState(
      String name,
      long revision,
      List<String> clusters,
      List<ReflectorState> reflectors,
      @Nullable String podSourceAddress,
      @Nullable List<String> leaving) {
    this(name, revision, clusters, reflectors, podSourceAddress, leaving, null, null);
  }

  /** Without a cluster on its way out. */
  public InterconnectState(
      String name,
      long revision,
      List<String> clusters,
      List<ReflectorState> reflectors,
      @Nullable String podSourceAddress) {
    this(name, revision, clusters, reflectors, podSourceAddress, null, null, null);
  }

  /** Without a wish for the source address. */
  public InterconnectState(
      String name, long revision, List<String> clusters, List<ReflectorState> reflectors) {
    this(name, revision, clusters, reflectors, null, null, null, null);
  }

  /** The clusters that are to reach each other. */
  public List<String> staying() {
    List<String> out = leaving;
    return out == null ? clusters : clusters.stream().filter(c -> !out.contains(c)).toList();
  }
}
